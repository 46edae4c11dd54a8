package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.casework.Office.CLERK;
import static org.hutong.core.casework.Office.DISPATCHER;
import static org.hutong.core.casework.Office.FINAL;
import static org.hutong.core.casework.Office.OFFICER;
import static org.hutong.core.casework.Office.STRANGER;
import static org.hutong.core.casework.Office.caller;
import static org.hutong.core.casework.Office.refused;

import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Case;
import org.hutong.casework.CaseSummary;
import org.hutong.casework.Disputes;
import org.hutong.changes.Change;
import org.hutong.changes.ChangePage;
import org.hutong.changes.Changes;
import org.hutong.core.store.ChangeFeed;
import org.hutong.core.store.Times;
import org.hutong.problem.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in nobody else's lists and feeds (privacy.md, Walls). */
class WallsTest extends InOffice {
  private static final Caller HUB = caller("hub", null, Role.HUB);
  private static final Caller OWNER = caller("jsb1", "计生办", Role.OFFICER);
  private static final Caller IT = caller("it1", null, Role.STREET_IT);

  private Changes feed;

  @BeforeEach
  void furnish() {
    feed =
        CaseRoom.changes(
            office.store, office.standards, new ChangeFeed(office.store, "110102014", 4));
  }

  private List<String> found(Caller caller, String purpose) {
    return office.desk.search(caller, Map.of("purpose", purpose)).items().stream()
        .map(CaseSummary::number)
        .toList();
  }

  private String walled() {
    return office.desk.register(CLERK, office.key(), Office.sample("JS-09")).number();
  }

  @Test
  void theHubFindsWhatIsBehindAWallOnlyWhenItActsForItsOwner() {
    String open = office.enter().number();
    String walled = walled();
    assertThat(found(HUB, "HUB_FOLLOW_UP")).containsExactly(open);
    assertThat(found(HUB.actingFor("民政科", "unit"), "HUB_FOLLOW_UP")).containsExactly(open);
    assertThat(found(HUB.actingFor("计生办", "unit"), "HUB_FOLLOW_UP")).containsExactly(walled, open);
    assertThat(found(DISPATCHER, "CASE_HANDLING")).containsExactly(walled, open);
    assertThat(found(CLERK, "CASE_HANDLING")).containsExactly(walled, open);
  }

  private List<String> heard(Caller caller) {
    return feed.after(caller, null, 100, Duration.ZERO).changes().stream()
        .map(Change::reference)
        .toList();
  }

  @Test
  void clerkAndOfficerHearOfTheCasesOfTheirUnit() {
    Case c = office.enter();
    for (Caller concerned : List.of(CLERK, OFFICER, DISPATCHER, HUB)) {
      assertThat(heard(concerned)).containsExactly(c.number());
    }
    ChangePage others = feed.after(STRANGER, null, 100, Duration.ZERO);
    assertThat(others.changes()).isEmpty();
    // The cursor goes on behind what was not shown.
    assertThat(others.next()).isEqualTo(feed.after(HUB, null, 100, Duration.ZERO).next());
  }

  @Test
  void ofACaseBehindAWallNoOtherSectionHearsAndTheHubOnlyForThoseItConcerns() {
    String walled = walled();
    for (Caller other : List.of(OFFICER, FINAL, HUB, HUB.actingFor("民政科", "unit"))) {
      ChangePage page = feed.after(other, null, 100, Duration.ZERO);
      assertThat(page.changes()).isEmpty();
      assertThat(page.next()).isEqualTo(feed.after(DISPATCHER, null, 100, Duration.ZERO).next());
    }
    for (Caller concerned : List.of(OWNER, HUB.actingFor("计生办", "unit"), DISPATCHER, IT)) {
      assertThat(heard(concerned)).containsExactly(walled);
    }
    String open = office.enter().number();
    assertThat(heard(HUB)).containsExactly(open);
  }

  @Test
  void theHubThatWaitsIsNotWokenByACaseBehindAWall() throws Exception {
    String start = feed.after(HUB, null, 100, Duration.ZERO).next();
    CompletableFuture<ChangePage> waiting =
        CompletableFuture.supplyAsync(() -> feed.after(HUB, start, 100, Duration.ofSeconds(30)));
    walled();
    String open = office.enter().number();
    assertThat(waiting.get(20, TimeUnit.SECONDS).changes())
        .extracting(Change::reference)
        .containsExactly(open);
  }

  @Test
  void aCaseBehindAWallIsNotThereForTheHubWhateverItDoes() {
    Case c = office.desk.register(CLERK, office.key(), Office.sample("JS-09"));
    String n = c.number();
    for (Caller other : List.of(HUB, HUB.actingFor("民政科", "unit"))) {
      refused(Code.CASE_NOT_FOUND, () -> office.desk.get(other, n, null));
      refused(Code.CASE_NOT_FOUND, () -> office.desk.get(other, n, "HUB_FOLLOW_UP"));
      refused(Code.CASE_NOT_FOUND, () -> office.correct(other, c, Map.of("note", "补充")));
      refused(Code.CASE_NOT_FOUND, () -> office.act(other, c, "supervise", "reason", "请尽快"));
      refused(
          Code.CASE_NOT_FOUND,
          () -> office.desk.evaluate(other, n, office.key(), Map.of("score", 5L)));
    }
    assertThat(office.desk.get(HUB.actingFor("计生办", "unit"), n, "HUB_FOLLOW_UP").masked())
        .isFalse();
    assertThat(office.desk.get(HUB.actingFor("东经路站", "unit"), n, null).number()).isEqualTo(n);
    assertThat(office.desk.get(IT, n, null).masked()).isTrue();
    assertThat(office.desk.get(DISPATCHER, n, null).number()).isEqualTo(n);
  }

  @Test
  void theHubKnowsWhatItEnteredItselfOnWhateverSideOfAWall() {
    Case c = office.desk.register(HUB, office.key(), Office.sample("JS-09"));
    assertThat(office.desk.get(HUB, c.number(), null).number()).isEqualTo(c.number());
    assertThat(found(HUB, "HUB_FOLLOW_UP")).containsExactly(c.number());
    assertThat(heard(HUB)).containsExactly(c.number());
  }

  @Test
  void theMaterialsOfACaseBehindAWallAreNotThereForTheHub() {
    MaterialDesk materials =
        CaseRoom.materials("110102014", office.store, office.standards, office.sight);
    String id = materials.announce(CLERK, office.key(), Map.of("verifiedOriginal", true)).id();
    Map<String, Object> entry = Office.sample("JS-09");
    entry.put("materials", List.of(Map.of("code", "ID_COPY", "id", id)));
    office.desk.register(CLERK, office.key(), entry);
    refused(Code.MATERIAL_NOT_FOUND, () -> materials.get(HUB, id));
    refused(
        Code.MATERIAL_NOT_FOUND,
        () -> materials.content(HUB, id, "HUB_FOLLOW_UP", OutputStream.nullOutputStream()));
    assertThat(materials.get(HUB.actingFor("计生办", "unit"), id).id()).isEqualTo(id);
    assertThat(materials.get(CLERK, id).id()).isEqualTo(id);
  }

  @Test
  void aDisputeBehindAWallIsKnownToItsUnitsOwnerAndDispatcherAlone() {
    Disputes disputes =
        CaseRoom.disputes("110102014", office.store, office.standards, Clock.systemUTC());
    YearMonth month = YearMonth.now(Times.ZONE);
    Case c = office.desk.register(CLERK, office.key(), Office.sample("JS-09"));
    c = office.act(OWNER, c, "contest", "reason", "不归本单位", "basis", "部门职责规定");
    office.act(
        DISPATCHER,
        c,
        "determine",
        "unit",
        "社保所",
        "reason",
        "属社保所",
        "rule",
        "由社保所发放",
        "ruleFrom",
        "2030-01-01");
    Caller auditor = caller("audit1", null, Role.AUDITOR);
    for (Caller other : List.of(HUB, HUB.actingFor("民政科", "unit"), FINAL, auditor)) {
      assertThat(disputes.month(other, month).disputes()).isEmpty();
      assertThat(disputes.month(other, month).items()).isEmpty();
      assertThat(disputes.rulings(other)).isEmpty();
    }
    Caller owner = HUB.actingFor("计生办", "unit");
    for (Caller concerned : List.of(DISPATCHER, OWNER, owner)) {
      assertThat(disputes.month(concerned, month).disputes()).hasSize(1);
      assertThat(disputes.rulings(concerned)).hasSize(1);
    }
    // Who the step went to and who entered the case know of the dispute.
    for (Caller unit : List.of(OFFICER, HUB.actingFor("东经路站", "unit"))) {
      assertThat(disputes.month(unit, month).disputes()).hasSize(1);
      assertThat(disputes.rulings(unit)).isEmpty();
    }
  }

  @Test
  void whoWaitsIsNotWokenByTheCasesOfOthers() throws Exception {
    String start = feed.after(STRANGER, null, 100, Duration.ZERO).next();
    CompletableFuture<ChangePage> waiting =
        CompletableFuture.supplyAsync(
            () -> feed.after(STRANGER, start, 100, Duration.ofSeconds(30)));
    office.enter();
    String own = office.desk.register(STRANGER, office.key(), Office.sample("MZ-28")).number();
    assertThat(waiting.get(20, TimeUnit.SECONDS).changes())
        .extracting(Change::reference)
        .containsExactly(own);
  }
}
