package org.hutong.core.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.hutong.core.store.Trees;
import org.hutong.core.store.Tx;
import org.hutong.core.store.Vault;
import org.hutong.delivery.HoldingsCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last check over the last weeks, whole and sealed in one row, so that a restart knows it. */
final class HoldingsKept {
  private static final Logger LOG = LoggerFactory.getLogger(HoldingsKept.class);
  private static final String PLACE = "holdings_run/1";
  private static final String CHANGE =
      "UPDATE holdings_run SET at_ms = ?, content = ? WHERE id = 1";
  private static final String INSERT =
      "INSERT INTO holdings_run (at_ms, content, id) VALUES (?, ?, 1)";
  private static final String LAST = "SELECT content FROM holdings_run WHERE id = 1";

  private final Vault vault;

  HoldingsKept(Vault vault) {
    this.vault = vault;
  }

  void keep(Tx tx, HoldingsCheck check) throws SQLException {
    byte[] content = vault.encrypt(Trees.write(check), PLACE);
    for (String sql : new String[] {CHANGE, INSERT}) {
      PreparedStatement s = tx.prepare(sql);
      s.setLong(1, check.at().toInstant().toEpochMilli());
      s.setBytes(2, content);
      if (s.executeUpdate() == 1) {
        return;
      }
    }
  }

  Optional<HoldingsCheck> last(Connection connection) throws SQLException {
    try (PreparedStatement s = connection.prepareStatement(LAST);
        ResultSet row = s.executeQuery()) {
      return row.next() ? read(vault.decrypt(row.getBytes(1), PLACE)) : Optional.empty();
    }
  }

  /** What another release kept may not be readable; the next check replaces it. */
  private static Optional<HoldingsCheck> read(byte[] content) {
    try {
      return Optional.of(Trees.read(content, HoldingsCheck.class));
    } catch (IllegalStateException e) {
      LOG.warn("The last check of holdings was kept by another release and is not taken up");
      return Optional.empty();
    }
  }
}
