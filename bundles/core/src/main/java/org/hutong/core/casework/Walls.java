package org.hutong.core.casework;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.CatalogueReports.Wall;
import org.hutong.catalogue.Item;
import org.jspecify.annotations.Nullable;

/**
 * What {@code walls.csv} keeps from others, the one place of that rule (privacy.md §4): a case
 * behind a wall is known to the units it has to do with, to the wall's owner and the dispatcher; to
 * the hub only when it acts for one of these units. The street's IT sees it masked, as all cases.
 */
final class Walls {
  private final Catalogue catalogue;
  private final Supplier<List<Wall>> walls;

  Walls(Catalogue catalogue, Supplier<List<Wall>> walls) {
    this.catalogue = catalogue;
    this.walls = walls;
  }

  /** A condition on {@code case_file f}, with its values. */
  record Behind(String sql, List<Object> values) {}

  /**
   * Whether what belongs to an item is kept from the caller.
   *
   * @param code the item's
   * @param units those of the case; none for what is of no case
   */
  boolean hide(Caller caller, String code, Set<String> units) {
    String unit = unit(caller);
    boolean concerned = unit != null && units.contains(unit);
    return !concerned && before(caller).stream().anyMatch(w -> holds(w, code));
  }

  /** Which cases are kept from the caller; empty where none is. */
  Optional<Behind> behind(Caller caller) {
    List<String> items = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (Wall wall : before(caller)) {
      items.add("f.item_code LIKE ?");
      values.add(wall.code() + "-%");
      List<String> named = named(wall);
      items.addAll(Collections.nCopies(named.size(), "f.item_code = ?"));
      values.addAll(named);
    }
    if (items.isEmpty()) {
      return Optional.empty();
    }
    String unit = unit(caller);
    values.add(unit == null ? "" : unit);
    values.add(unit == null ? "" : unit);
    return Optional.of(
        new Behind(
            "("
                + String.join(" OR ", items)
                + ") AND f.unit <> ? AND NOT EXISTS (SELECT 1 FROM case_step s"
                + " WHERE s.case_id = f.id AND s.unit = ?)",
            values));
  }

  /** The walls before which the caller stands. */
  private List<Wall> before(Caller caller) {
    boolean hub = caller.is(Role.HUB);
    if (caller.is(Role.DISPATCHER) || (caller.is(Role.STREET_IT) && !hub)) {
      return List.of();
    }
    String owner = hub ? caller.onBehalfOf() : caller.unit();
    return walls.get().stream().filter(w -> !w.owner().equals(owner)).toList();
  }

  /** The unit whose cases the caller knows: the hub's own are those that it entered. */
  private static @Nullable String unit(Caller caller) {
    return caller.is(Role.HUB) ? Units.of(caller) : caller.unit();
  }

  private boolean holds(Wall wall, String code) {
    return code.startsWith(wall.code() + "-") || named(wall).contains(code);
  }

  /** The wall's own code, and items of its class whose codes do not begin with it. */
  private List<String> named(Wall wall) {
    List<String> codes = new ArrayList<>(List.of(wall.code()));
    for (Item item : catalogue.find(null, wall.code(), null)) {
      String code = item.ref().code();
      if (!code.startsWith(wall.code() + "-") && !codes.contains(code)) {
        codes.add(code);
      }
    }
    return codes;
  }
}
