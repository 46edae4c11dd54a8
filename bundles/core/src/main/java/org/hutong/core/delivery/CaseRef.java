package org.hutong.core.delivery;

import java.util.List;
import java.util.Optional;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.Item.Target;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger needs to know of a case.
 *
 * @param id the case's row
 * @param unit the unit that registered it
 * @param originSystem the system it began in; null for none
 * @param document the case as it is being stored, so that the lanes need not read it again; null:
 *     they read it
 */
public record CaseRef(
    long id,
    String number,
    int revision,
    String unit,
    Item item,
    @Nullable String originSystem,
    @Nullable CaseDocument document) {
  /** A case that the lanes read when they need it. */
  public CaseRef(
      long id, String number, int revision, String unit, Item item, @Nullable String originSystem) {
    this(id, number, revision, unit, item, originSystem, null);
  }

  /** Where it goes. */
  List<Target> targets() {
    return item.targets(originSystem);
  }

  /** How it goes to that system, where it does. */
  Optional<Target> target(String system) {
    return targets().stream().filter(t -> t.system().equals(system)).findFirst();
  }

  /** The same with what is being stored. */
  public CaseRef with(CaseDocument stored) {
    return new CaseRef(id, number, revision, unit, item, originSystem, stored);
  }
}
