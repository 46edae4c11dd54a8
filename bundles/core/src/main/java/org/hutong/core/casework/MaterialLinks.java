package org.hutong.core.casework;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.casework.Case.MaterialUse;
import org.hutong.casework.CaseState;
import org.hutong.core.casework.Sight.View;
import org.hutong.core.store.Tx;
import org.jspecify.annotations.Nullable;

/** Which cases name a material, and so who sees it. */
final class MaterialLinks {
  private static final String KNOWN =
      "SELECT 1 FROM material_case WHERE material_id = ? AND case_id = ?";
  private static final String ADD =
      "INSERT INTO material_case (material_id, case_id) VALUES (?, ?)";
  private static final String CASES =
      "SELECT f.id, f.unit, f.state, f.item_code FROM material_case m JOIN case_file f ON f.id = m.case_id"
          + " WHERE m.material_id = ?";
  private static final String STEPS =
      "SELECT s.case_id, s.unit FROM material_case m JOIN case_step s ON s.case_id = m.case_id"
          + " WHERE m.material_id = ?";

  private MaterialLinks() {}

  /** A case that names the material. */
  private record Use(String item, Set<String> units, boolean open) {}

  /** Notes that the case names these materials. */
  static void keep(Tx tx, long caseId, List<MaterialUse> uses) throws SQLException {
    for (MaterialUse use : uses) {
      if (use.id() != null && !known(tx.connection(), use.id(), caseId)) {
        PreparedStatement add = tx.prepare(ADD);
        add.setString(1, use.id());
        add.setLong(2, caseId);
        add.executeUpdate();
      }
    }
  }

  /** Whether the case names the material already. */
  static boolean known(Connection c, String material, long caseId) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(KNOWN)) {
      s.setString(1, material);
      s.setLong(2, caseId);
      try (ResultSet row = s.executeQuery()) {
        return row.next();
      }
    }
  }

  /**
   * How the caller sees a material: as the case that shows most of it. One that no case names yet
   * is its unit's own.
   *
   * @param unit the unit that handed the material in
   */
  static View see(
      Connection c,
      CaseSight sight,
      Caller caller,
      @Nullable String purpose,
      String material,
      String unit)
      throws SQLException {
    List<Use> uses = uses(c, material);
    if (uses.isEmpty()) {
      return sight.sight().of(caller, purpose, Set.of(unit), true);
    }
    View best = View.NONE;
    for (Use use : uses) {
      View view = sight.of(caller, purpose, use.item(), use.units(), use.open());
      best = view.compareTo(best) > 0 ? view : best;
    }
    return best;
  }

  private static List<Use> uses(Connection c, String material) throws SQLException {
    Map<Long, Use> uses = new LinkedHashMap<>();
    try (PreparedStatement s = c.prepareStatement(CASES)) {
      s.setString(1, material);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          Set<String> units = new HashSet<>(Set.of(row.getString(2)));
          uses.put(
              row.getLong(1),
              new Use(
                  row.getString(4), units, !CaseState.ARCHIVED.name().equals(row.getString(3))));
        }
      }
    }
    try (PreparedStatement s = c.prepareStatement(STEPS)) {
      s.setString(1, material);
      try (ResultSet row = s.executeQuery()) {
        while (row.next()) {
          Use use = uses.get(row.getLong(1));
          if (use != null) {
            use.units().add(row.getString(2));
          }
        }
      }
    }
    return new ArrayList<>(uses.values());
  }
}
