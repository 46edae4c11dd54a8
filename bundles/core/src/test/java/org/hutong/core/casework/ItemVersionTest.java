package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.casework.Office.CLERK;
import static org.hutong.core.casework.Office.refused;

import java.util.Map;
import org.hutong.casework.Case;
import org.hutong.problem.Code;
import org.hutong.problem.Kind;
import org.junit.jupiter.api.Test;

/** An entry is made by the version of the standard that is in force; SB-02 has a second one. */
class ItemVersionTest extends InOffice {
  private static Map<String, Object> entry(Object version) {
    Map<String, Object> entry = Office.sample("SB-02");
    entry.put(
        "item",
        version == null
            ? Map.of("scheme", "survey-2016", "code", "SB-02")
            : Map.of("scheme", "survey-2016", "code", "SB-02", "version", version));
    return entry;
  }

  @Test
  void anEntryByTheFormerVersionIsStaleAndMayBeMadeAgainByThePresentOne() {
    String key = office.key();
    refused(Code.ITEM_VERSION_STALE, () -> office.desk.register(CLERK, key, entry(1L)));
    assertThat(Code.ITEM_VERSION_STALE.kind()).isEqualTo(Kind.CONFLICT);
    assertThat(office.trail()).noneMatch(row -> row.contains("case.register"));

    Case c = office.desk.register(CLERK, key, entry(2L));
    assertThat(c.item().version()).isEqualTo(2);
    assertThat(c.number()).endsWith("-0000001");
    refused(Code.ITEM_VERSION_STALE, () -> office.desk.register(CLERK, office.key(), entry(1L)));
  }

  @Test
  void anEntryThatNamesNoVersionIsMadeByThePresentOne() {
    assertThat(office.desk.register(CLERK, office.key(), entry(null)).item().version())
        .isEqualTo(2);
  }

  @Test
  void aVersionThatDoesNotExistYetIsAMistakeInTheEntry() {
    refused(Code.INVALID_REQUEST, () -> office.desk.register(CLERK, office.key(), entry(3L)));
  }
}
