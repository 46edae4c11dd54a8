package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.casework.Office.CLERK;
import static org.hutong.core.casework.Office.DISPATCHER;
import static org.hutong.core.casework.Office.caller;
import static org.hutong.core.casework.Office.refused;

import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Case;
import org.hutong.problem.Code;
import org.junit.jupiter.api.Test;

/** The hub knows of the street's cases, and corrects and evaluates those of its unit only. */
class HubWritesTest extends InOffice {
  private static final Caller HUB = caller("hub", "区指挥中心", Role.HUB);
  private static final Map<String, Object> PATCH = Map.of("note", "补充");

  @Test
  void theHubCorrectsOnlyForAUnitTheCaseHasToDoWith() {
    Case c = office.enter();
    for (Caller other : new Caller[] {HUB, HUB.actingFor("残联", "unit")}) {
      refused(Code.STEP_NOT_YOURS, () -> office.correct(other, c, PATCH));
      refused(Code.STEP_NOT_YOURS, () -> office.correct(other, c, Map.of()));
    }
    assertThat(office.correct(HUB.actingFor("东经路站", "unit"), c, PATCH).revision()).isEqualTo(2);
    Case own = office.desk.register(HUB, office.key(), Office.sample("MZ-28"));
    assertThat(office.correct(HUB, own, PATCH).revision()).isEqualTo(2);
  }

  @Test
  void theHubEvaluatesOnlyForAUnitTheCaseHasToDoWith() {
    Case gone = office.act(CLERK, office.enter(), "withdraw", "reason", "不办了");
    String n = office.act(DISPATCHER, gone, "archive").number();
    Map<String, Object> score = Map.of("score", 5L);
    refused(Code.STEP_NOT_YOURS, () -> office.desk.evaluate(HUB, n, office.key(), score));
    Caller station = HUB.actingFor("东经路站", "unit");
    assertThat(office.desk.evaluate(station, n, office.key(), score).evaluation()).isNotNull();
  }
}
