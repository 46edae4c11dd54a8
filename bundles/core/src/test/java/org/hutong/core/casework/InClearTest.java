package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.casework.Office.CLERK;
import static org.hutong.core.casework.Office.DISPATCHER;
import static org.hutong.core.casework.Office.OFFICER;
import static org.hutong.core.casework.Office.caller;

import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Case;
import org.hutong.casework.CaseState;
import org.junit.jupiter.api.Test;

/** What is answered to who changes a case, or seems to. */
class InClearTest extends InOffice {
  private static void assertMasked(Case c) {
    assertThat(c.masked()).isTrue();
    assertThat(c.subject().idNumber()).isEqualTo("110102********1239");
    assertThat(c.subject().phone()).doesNotContain("13800000000");
    assertThat(c.form()).isEmpty();
  }

  @Test
  void aCorrectionThatChangesNothingIsAReadAndShowsNothingInClear() {
    Case c = office.enter();

    Case same = office.correct(OFFICER, c, Map.of());

    assertThat(same.version()).isEqualTo(c.version());
    assertMasked(same);
    assertThat(office.trail()).last().isEqualTo("sbs1 case.read-masked " + c.number() + " null");
  }

  @Test
  void whoActsOnAnOpenCaseOfTheUnitSeesIt() {
    Case c = office.enter();
    assertThat(office.act(OFFICER, c, "approve").subject().phone()).isEqualTo("13800000000");
  }

  @Test
  void anArchivedCaseStaysMaskedWhateverIsDoneToIt() {
    Case gone = office.act(CLERK, office.enter(), "withdraw", "reason", "不办了");
    Case archived = office.act(DISPATCHER, gone, "archive");
    assertThat(archived.state()).isEqualTo(CaseState.ARCHIVED);
    assertMasked(archived);
    assertMasked(office.desk.evaluate(CLERK, archived.number(), office.key(), Map.of("score", 5L)));
  }

  @Test
  void whoIsAlsoTheStreetsItSeesNothingInClearByActing() {
    Caller both = caller("it1", "分中心", Role.DISPATCHER, Role.STREET_IT);
    Case c = office.enter();
    Case corrected = office.correct(both, c, Map.of("note", "补充"));
    assertThat(corrected.revision()).isEqualTo(2);
    assertMasked(corrected);
    assertMasked(office.act(both, corrected, "approve"));
    assertMasked(office.desk.register(both, office.key(), Office.sample("MZ-28")));
  }

  @Test
  void whoKnowsOfEveryCaseActsInClearForTheOwnUnitOnly() {
    Caller both = caller("hub1", "别的站", Role.CLERK, Role.HUB);
    assertMasked(office.act(both, office.enter(), "supervise", "reason", "请尽快"));
  }
}
