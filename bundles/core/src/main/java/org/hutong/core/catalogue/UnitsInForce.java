package org.hutong.core.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hutong.catalogue.Units;

/** The units that were loaded last, behind one service. */
final class UnitsInForce implements Units {
  private final Supplier<Units> current;

  UnitsInForce(Supplier<Units> current) {
    this.current = current;
  }

  @Override
  public List<Unit> find(String text, LocalDate on) {
    return current.get().find(text, on);
  }

  @Override
  public Optional<Unit> byCode(String scheme, String code, LocalDate on) {
    return current.get().byCode(scheme, code, on);
  }

  @Override
  public Optional<Unit> serving(String communityId, LocalDate on) {
    return current.get().serving(communityId, on);
  }

  @Override
  public List<Unit> all(Kind kind, LocalDate on) {
    return current.get().all(kind, on);
  }
}
