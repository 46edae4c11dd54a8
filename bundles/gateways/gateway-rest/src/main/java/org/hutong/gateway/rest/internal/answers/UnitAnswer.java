package org.hutong.gateway.rest.internal.answers;

import java.time.LocalDate;
import java.util.List;
import org.hutong.catalogue.Units;
import org.jspecify.annotations.Nullable;

/** A unit as it is on a day, with who takes in the cases of a community. */
public record UnitAnswer(
    String id,
    Units.Kind kind,
    String level,
    String name,
    @Nullable String parent,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    List<Units.PlaceCode> codes,
    List<String> aliases,
    @Nullable String servedBy) {
  /** The unit, and the station that serves it when it is a community. */
  public static UnitAnswer of(Units units, Units.Unit unit, LocalDate on) {
    return new UnitAnswer(
        unit.id(),
        unit.kind(),
        unit.level(),
        unit.name(),
        unit.parent(),
        unit.from(),
        unit.to(),
        unit.codes(),
        List.copyOf(unit.aliases()),
        unit.kind() == Units.Kind.COMMUNITY
            ? units.serving(unit.id(), on).map(Units.Unit::name).orElse(null)
            : null);
  }
}
