package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;

/**
 * Of which cases a caller may know, many at once: what {@link CaseSight} says of one without a
 * purpose.
 */
record KnownCases(Walls walls) {
  private static final int AT_ONCE = 500;
  private static final String AMONG =
      "SELECT f.case_number FROM case_file f WHERE %s AND f.case_number IN (%s)";
  private static final String OF_UNIT =
      "(f.unit = ? OR EXISTS (SELECT 1 FROM case_step s"
          + " WHERE s.case_id = f.id AND s.unit = ?))";

  /** Those of the numbers that are not kept from the caller. */
  Set<String> of(Connection c, Caller caller, Set<String> numbers) throws SQLException {
    if (caller.is(Role.HUB) || caller.is(Role.DISPATCHER) || caller.is(Role.STREET_IT)) {
      Set<String> known = new HashSet<>(numbers);
      Optional<Walls.Behind> behind = walls.behind(caller);
      if (behind.isPresent()) {
        known.removeAll(among(c, numbers, behind.get().sql(), behind.get().values()));
      }
      return known;
    }
    String unit = caller.unit();
    boolean staff = caller.is(Role.CLERK) || caller.is(Role.OFFICER);
    return staff && unit != null ? among(c, numbers, OF_UNIT, List.of(unit, unit)) : Set.of();
  }

  private static Set<String> among(
      Connection c, Collection<String> numbers, String condition, List<Object> values)
      throws SQLException {
    List<String> all = List.copyOf(numbers);
    Set<String> found = new HashSet<>();
    for (int i = 0; i < all.size(); i += AT_ONCE) {
      List<String> some = all.subList(i, Math.min(all.size(), i + AT_ONCE));
      String marks = String.join(", ", Collections.nCopies(some.size(), "?"));
      List<Object> bound = new ArrayList<>(values);
      bound.addAll(some);
      try (PreparedStatement s = c.prepareStatement(AMONG.formatted(condition, marks))) {
        for (int k = 0; k < bound.size(); k++) {
          s.setObject(k + 1, bound.get(k));
        }
        try (ResultSet row = s.executeQuery()) {
          while (row.next()) {
            found.add(row.getString(1));
          }
        }
      }
    }
    return found;
  }
}
