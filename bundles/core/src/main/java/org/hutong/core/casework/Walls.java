package org.hutong.core.casework;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.CatalogueReports.Wall;
import org.hutong.catalogue.Item;

/**
 * What {@code walls.csv} keeps out of the lists of others: the hub's, unless it acts for the owner.
 */
final class Walls {
  private final Catalogue catalogue;
  private final Supplier<List<Wall>> walls;

  Walls(Catalogue catalogue, Supplier<List<Wall>> walls) {
    this.catalogue = catalogue;
    this.walls = walls;
  }

  /**
   * Gives the conditions, each with its value, that leave out what is behind a wall for the caller.
   */
  void keepOut(Caller caller, BiConsumer<String, Object> conditions) {
    if (!caller.is(Role.HUB) || caller.is(Role.DISPATCHER)) {
      return;
    }
    for (Wall wall : walls.get()) {
      if (!wall.owner().equals(caller.onBehalfOf())) {
        conditions.accept("f.item_code <> ?", wall.code());
        conditions.accept("f.item_code NOT LIKE ?", wall.code() + "-%");
        for (Item item : catalogue.find(null, wall.code(), null)) {
          if (!item.ref().code().startsWith(wall.code() + "-")) {
            conditions.accept("f.item_code <> ?", item.ref().code());
          }
        }
      }
    }
  }
}
