package org.hutong.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditRowTest {
  @Test
  void itHoldsOnlyWhatTheTrailHoldsAsItIs() {
    AuditRow row =
        new AuditRow(
            "谁".repeat(99),
            null,
            "a".repeat(99),
            "T-7 " + " ".repeat(200),
            null,
            "\u0000",
            "𬸚".repeat(40));
    assertThat(row.who()).hasSize(64);
    assertThat(row.what()).hasSize(64);
    assertThat(row.target()).isEqualTo("T-7");
    assertThat(row.from()).isEqualTo("?");
    assertThat(row.result()).isEqualTo("𬸚".repeat(32));
    assertThat(new AuditRow("w", null, "x", "a" + "𬸚".repeat(64), null, "f", "r").target())
        .isEqualTo("a" + "𬸚".repeat(63));
  }

  @Test
  void aReasonThatWasTypedLosesItsLongNumbersAndNothingElse() {
    Caller caller = new Caller("it1", Set.of(Role.HUB), null, "127.0.0.1", null);
    assertThat(said(caller, "王某 110102198001011239、１３８ ００００ ００００，第 12345 次"))
        .isEqualTo("王某 ***、***，第 12345 次");
    assertThat(said(caller.actingFor("民政科", "unit"), "139-0000-0000")).isEqualTo("***；代：民政科");
    assertThat(said(caller, " ")).isNull();
    assertThat(AuditRow.done(caller, "case.task", "c", null, "T110102014-2016-0000001").why())
        .isEqualTo("T110102014-2016-0000001");
  }

  private static @Nullable String said(Caller caller, String reason) {
    return AuditRow.said(caller, "delivery.replay", "1", reason).why();
  }
}
