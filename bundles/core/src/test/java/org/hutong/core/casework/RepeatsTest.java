package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.casework.Office.CLERK;
import static org.hutong.core.casework.Office.DISPATCHER;
import static org.hutong.core.casework.Office.OFFICER;
import static org.hutong.core.casework.Office.caller;
import static org.hutong.core.casework.Office.refused;

import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Case;
import org.hutong.problem.Code;
import org.junit.jupiter.api.Test;

/** The same key again: the first answer, as far as the caller may see the case now. */
class RepeatsTest extends InOffice {
  private static final Map<String, Object> BODY = Office.sample("MZ-28");
  private static final Caller MOVED = caller("clerk1", "别的站", Role.CLERK);
  private static final Caller TRAINEE = caller("sbs1", "社保所", Role.OFFICER, Role.STREET_IT);

  private Case register(Caller caller) {
    return office.desk.register(caller, "entry", BODY);
  }

  private void trailEnds(String row) {
    assertThat(office.trail()).last().isEqualTo(row);
  }

  private static void assertMasked(Case c) {
    assertThat(c.masked()).isTrue();
    assertThat(c.subject().idNumber()).isEqualTo("110102********1239");
    assertThat(c.form()).isEmpty();
    assertThat(c.history()).allMatch(e -> e.reason() == null && e.basis() == null);
  }

  @Test
  void itIsGivenAsItWasAndTheTrailHasARead() {
    Case first = register(CLERK);
    assertThat(register(CLERK)).isEqualTo(first);
    trailEnds("clerk1 case.read " + first.number() + " null");
    assertThat(office.trail()).filteredOn(r -> r.contains(" case.register ")).hasSize(1);
  }

  @Test
  void whoseUnitHasChangedIsToldThatThereIsNoSuchCase() {
    register(CLERK);
    refused(Code.CASE_NOT_FOUND, () -> register(MOVED));
  }

  @Test
  void ofAnArchivedCaseItIsMasked() {
    Case first = register(CLERK);
    Map<String, Object> withdraw = Map.of("action", "withdraw", "reason", "不办了");
    Case gone = office.desk.act(CLERK, first.number(), first.version(), "gone", withdraw);
    assertThat(gone.masked()).isFalse();
    office.act(DISPATCHER, gone, "archive");
    assertMasked(register(CLERK));
    trailEnds("clerk1 case.read-masked " + first.number() + " null");
    assertMasked(office.desk.act(CLERK, first.number(), first.version(), "gone", withdraw));
  }

  @Test
  void whoMaySeeNothingInClearAnyMoreGetsItMasked() {
    Case first = register(CLERK);
    Map<String, Object> patch = Map.of("note", "补充");
    Case corrected = office.desk.correct(OFFICER, first.number(), first.version(), "c", patch);
    assertThat(corrected.masked()).isFalse();
    assertMasked(office.desk.correct(TRAINEE, first.number(), first.version(), "c", patch));
  }

  @Test
  void whoGaveTheStepAwayIsToldSoAgainAndNothingInClear() {
    Case c = register(CLERK);
    Map<String, Object> transfer = Map.of("action", "transfer", "unit", "残联", "reason", "误分");
    Case first = office.desk.act(OFFICER, c.number(), c.version(), "t", transfer);
    refused(Code.CASE_NOT_FOUND, () -> office.desk.get(OFFICER, c.number(), null));
    Case again = office.desk.act(OFFICER, c.number(), c.version(), "t", transfer);
    assertThat(again).isEqualTo(first);
    assertMasked(again);
  }

  @Test
  void anAccountOfNoUnitGetsItsEntryAgain() {
    Caller office = caller("clerk7", null, Role.CLERK);
    assertThat(register(office)).isEqualTo(register(office));
  }
}
