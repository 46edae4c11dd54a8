package org.hutong.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.audit.Audit.Verification;
import org.hutong.core.store.AuditChain;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTest {
  private static final Caller AUDITOR =
      new Caller("auditor", Set.of(Role.AUDITOR), null, "127.0.0.1", null);

  @TempDir Path folder;
  private SqlStore store;
  private AuditTrail trail;

  @BeforeEach
  void openWithTenRows() throws Exception {
    KeyRing keys = KeyRing.open(folder.resolve("keys"));
    store = SqlStore.open(DatabaseConfig.derby(folder.resolve("data/db")), keys, Clock.systemUTC());
    trail = new AuditTrail(store, new AuditChain(keys));
    for (int i = 0; i < 10; i++) {
      AuditRow row = AuditRow.done(AUDITOR, "test.act", "target-" + i, null, "理由");
      store.write(
          tx -> {
            tx.audit(row);
            return 0;
          });
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void tamper(String sql) {
    store.write(
        tx -> {
          tx.prepare(sql).executeUpdate();
          return 0;
        });
  }

  @Test
  void aChainNobodyTouchedHolds() {
    Verification found = trail.verify(AUDITOR);
    assertThat(found.holds()).isTrue();
    assertThat(found.rows()).isEqualTo(11);
  }

  @Test
  void anAlteredRowIsFound() {
    tamper("UPDATE audit_log SET target = 'another' WHERE seq = 4");
    assertThat(trail.verify(AUDITOR).firstBad()).isEqualTo(4);
  }

  @Test
  void aMissingRowIsFound() {
    tamper("DELETE FROM audit_log WHERE seq = 6");
    assertThat(trail.verify(AUDITOR).firstBad()).isEqualTo(6);
  }

  @Test
  void missingRowsAtTheEndAreFound() {
    Verification before = trail.verify(AUDITOR);
    store.write(
        tx -> {
          tx.prepare("DELETE FROM audit_log WHERE seq >= 9").executeUpdate();
          return 0;
        });
    assertThat(before.holds()).isTrue();
    assertThat(trail.verify(AUDITOR).firstBad()).isEqualTo(9);
  }

  @Test
  void anInsertedRowIsFound() {
    tamper("DELETE FROM audit_log WHERE seq = 10");
    tamper("UPDATE audit_log SET seq = seq + 100 WHERE seq >= 8");
    tamper("UPDATE audit_log SET seq = seq - 99 WHERE seq >= 100");
    tamper(
        "INSERT INTO audit_log (seq, at_ms, who, what, source, result, hash)"
            + " SELECT 8, at_ms, who, what, source, result, hash FROM audit_log WHERE seq = 7");
    assertThat(trail.verify(AUDITOR).firstBad()).isEqualTo(8);
  }
}
