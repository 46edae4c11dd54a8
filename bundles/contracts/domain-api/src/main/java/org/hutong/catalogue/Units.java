package org.hutong.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Streets, communities, stations, sections and bureaus, each with the time in which it exists. */
public interface Units {
  /** What a unit is. */
  enum Kind {
    /** 区. */
    AREA,
    /** 街道. */
    STREET,
    /** 社区. */
    COMMUNITY,
    /** 社区服务站. */
    STATION,
    /** 科室. */
    SECTION,
    /** 区级部门. */
    BUREAU
  }

  /** A code in one scheme; no code is a key. */
  record PlaceCode(String scheme, String code) {}

  /**
   * A unit.
   *
   * @param id our own; it never changes
   * @param level 市, 区, 街道 or 社区: 社会办 of a street and of the district are two units
   * @param parent the unit it belongs to; null at the top
   * @param from first day; null where it was always there
   * @param to last day; null while it stands
   */
  record Unit(
      String id,
      Kind kind,
      String level,
      String name,
      @Nullable String parent,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      List<PlaceCode> codes,
      Set<String> aliases) {}

  /** Those that answer to a name, another name or a code on that day. */
  List<Unit> find(String text, LocalDate on);

  /** The unit with that code in that scheme on that day. */
  Optional<Unit> byCode(String scheme, String code, LocalDate on);

  /** Who takes in the cases of a community on that day: its station, else itself. */
  Optional<Unit> serving(String communityId, LocalDate on);

  /** All units of a kind on that day. */
  List<Unit> all(Kind kind, LocalDate on);
}
