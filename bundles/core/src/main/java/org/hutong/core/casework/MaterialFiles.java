package org.hutong.core.casework;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hutong.access.Caller;
import org.hutong.casework.Case.MaterialUse;
import org.hutong.casework.Material;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Vault;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** The tables of materials: announced, then filled chunk by chunk, each chunk encrypted. */
final class MaterialFiles {
  private static final String COMPLETE = "SELECT complete, client, unit FROM material WHERE id = ?";
  private static final String INSERT =
      "INSERT INTO material (id, client, unit, file_name, media_type, size_bytes, received,"
          + " sha256, verified_original, complete, at_ms, linked)"
          + " VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, 1)";
  private static final String FIND =
      "SELECT client, unit, file_name, media_type, size_bytes, received, sha256,"
          + " verified_original, complete FROM material WHERE id = ?";
  private static final String GROW = "UPDATE material SET received = ? WHERE id = ?";
  private static final String FINISH = "UPDATE material SET complete = 1 WHERE id = ?";
  private static final String RESTART = "UPDATE material SET received = 0 WHERE id = ?";
  private static final String CLEAR = "DELETE FROM material_chunk WHERE material_id = ?";
  private static final String ADD =
      "INSERT INTO material_chunk (material_id, chunk_offset, size_bytes, content)"
          + " VALUES (?, ?, ?, ?)";
  private static final String CHUNK =
      "SELECT size_bytes, content FROM material_chunk WHERE material_id = ? AND chunk_offset = ?";

  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final String street;
  private final Vault vault;

  MaterialFiles(String street, Vault vault) {
    this.street = street;
    this.vault = vault;
  }

  /** A material with whom it belongs to. */
  record Kept(Material material, String client, String unit) {}

  /** A chunk in clear. */
  interface Sink {
    void accept(byte[] bytes) throws SQLException;
  }

  /**
   * Refused, naming each, when a material named by id is not uploaded whole, or is not the caller's
   * to name: whoever names a material shows it to the units of the case.
   *
   * @param caseId the case that names them; 0 for one that is being entered
   */
  static void mustBeComplete(
      Tx tx, Caller caller, CaseSight sight, long caseId, List<MaterialUse> uses)
      throws SQLException {
    Set<String> complete = new HashSet<>();
    for (MaterialUse use : uses) {
      if (use.id() != null && ID.matcher(use.id()).matches()) {
        PreparedStatement s = tx.prepare(COMPLETE);
        s.setString(1, use.id());
        try (ResultSet row = s.executeQuery()) {
          if (row.next()
              && row.getInt(1) == 1
              && mayName(tx, caller, sight, caseId, use.id(), row.getString(2), row.getString(3))) {
            complete.add(use.id());
          }
        }
      }
    }
    List<FieldError> missing = EntryReader.missing(uses, complete);
    if (!missing.isEmpty()) {
      throw Refused.fields(missing);
    }
  }

  private static boolean mayName(
      Tx tx, Caller caller, CaseSight sight, long caseId, String id, String client, String unit)
      throws SQLException {
    return client.equals(caller.account())
        || unit.equals(Units.of(caller))
        || MaterialLinks.known(tx.connection(), id, caseId)
        || MaterialLinks.see(tx.connection(), sight, caller, null, id, unit) != Sight.View.NONE;
  }

  void insert(Tx tx, Kept kept) throws SQLException {
    Material m = kept.material();
    PreparedStatement s = tx.prepare(INSERT);
    s.setString(1, m.id());
    s.setString(2, kept.client());
    s.setString(3, kept.unit());
    s.setBytes(
        4,
        m.name() == null
            ? null
            : vault.encrypt(m.name().getBytes(StandardCharsets.UTF_8), "material/" + m.id()));
    s.setString(5, m.mediaType());
    s.setLong(6, m.size());
    s.setString(7, m.sha256());
    s.setInt(8, m.verifiedOriginal() ? 1 : 0);
    s.setInt(9, m.complete() ? 1 : 0);
    s.setLong(10, tx.now().toEpochMilli());
    s.executeUpdate();
  }

  /** By the id in its own form: Derby would also find it with blanks behind it. */
  Optional<Kept> find(Connection c, String id) throws SQLException {
    if (!ID.matcher(id).matches()) {
      return Optional.empty();
    }
    try (PreparedStatement s = c.prepareStatement(FIND)) {
      s.setString(1, id);
      try (ResultSet row = s.executeQuery()) {
        return row.next() ? Optional.of(kept(id, row)) : Optional.empty();
      }
    }
  }

  private Kept kept(String id, ResultSet row) throws SQLException {
    byte[] name = row.getBytes(3);
    Material material =
        new Material(
            street,
            id,
            name == null
                ? null
                : new String(vault.decrypt(name, "material/" + id), StandardCharsets.UTF_8),
            row.getString(4),
            row.getLong(5),
            row.getLong(6),
            row.getString(7),
            row.getInt(8) == 1,
            row.getInt(9) == 1);
    return new Kept(material, row.getString(1), row.getString(2));
  }

  void add(Tx tx, String id, long offset, byte[] bytes) throws SQLException {
    PreparedStatement s = tx.prepare(ADD);
    s.setString(1, id);
    s.setLong(2, offset);
    s.setLong(3, bytes.length);
    s.setBytes(4, vault.encrypt(bytes, place(id, offset)));
    s.executeUpdate();
    PreparedStatement grow = tx.prepare(GROW);
    grow.setLong(1, offset + bytes.length);
    grow.setString(2, id);
    grow.executeUpdate();
  }

  /** The chunk at an offset; null when none begins there. */
  byte @Nullable [] chunk(Connection c, String id, long offset) throws SQLException {
    try (PreparedStatement s = c.prepareStatement(CHUNK)) {
      s.setString(1, id);
      s.setLong(2, offset);
      try (ResultSet row = s.executeQuery()) {
        return row.next() ? vault.decrypt(row.getBytes(2), place(id, offset)) : null;
      }
    }
  }

  /** All chunks in order. */
  void each(Connection c, Material material, Sink sink) throws SQLException {
    long offset = 0;
    while (offset < material.size()) {
      byte[] bytes = chunk(c, material.id(), offset);
      if (bytes == null) {
        throw new SQLException("Material " + material.id() + " has a hole", "02000");
      }
      sink.accept(bytes);
      offset += bytes.length;
    }
  }

  void finish(Tx tx, String id) throws SQLException {
    run(tx, FINISH, id);
  }

  /** Throws away what came: its digest was wrong. */
  void restart(Tx tx, String id) throws SQLException {
    run(tx, CLEAR, id);
    run(tx, RESTART, id);
  }

  private static void run(Tx tx, String sql, String id) throws SQLException {
    PreparedStatement s = tx.prepare(sql);
    s.setString(1, id);
    s.executeUpdate();
  }

  private static String place(String id, long offset) {
    return "material_chunk/" + id + "/" + offset;
  }
}
