package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.casework.Office.CLERK;
import static org.hutong.core.casework.Office.DISPATCHER;
import static org.hutong.core.casework.Office.FINAL;
import static org.hutong.core.casework.Office.OFFICER;
import static org.hutong.core.casework.Office.STRANGER;
import static org.hutong.core.casework.Office.caller;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Case;
import org.hutong.casework.CaseSummary;
import org.hutong.changes.Change;
import org.hutong.changes.ChangePage;
import org.hutong.changes.Changes;
import org.hutong.core.store.ChangeFeed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in nobody else's lists and feeds (privacy.md, Walls). */
class WallsTest extends InOffice {
  private static final Caller HUB = caller("hub", null, Role.HUB);

  private Changes feed;

  @BeforeEach
  void furnish() {
    feed = CaseRoom.changes(office.store, new ChangeFeed(office.store, "110102014", 4));
  }

  private List<String> found(Caller caller, String purpose) {
    return office.desk.search(caller, Map.of("purpose", purpose)).items().stream()
        .map(CaseSummary::number)
        .toList();
  }

  @Test
  void theHubFindsWhatIsBehindAWallOnlyWhenItActsForItsOwner() {
    String open = office.enter().number();
    String walled = office.desk.register(CLERK, office.key(), Office.sample("JS-09")).number();
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

  /** The hub follows the street by its feed: of a walled case it hears that there is one. */
  @Test
  void ofACaseBehindAWallNoOtherSectionHearsAndTheHubHearsItsNumberAlone() {
    String walled = office.desk.register(CLERK, office.key(), Office.sample("JS-09")).number();
    assertThat(heard(OFFICER)).isEmpty();
    assertThat(heard(FINAL)).isEmpty();
    assertThat(heard(caller("jsb1", "计生办", Role.OFFICER))).containsOnly(walled);
    assertThat(feed.after(HUB, null, 100, Duration.ZERO).changes())
        .isNotEmpty()
        .allSatisfy(
            c -> {
              assertThat(c.reference()).isEqualTo(walled);
              assertThat(c.kind()).isEqualTo("CASE");
              assertThat(c.what()).isIn("register", "accept");
            });
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
