package org.hutong.core.store;

import static org.assertj.core.api.Assertions.assertThat;

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
}
