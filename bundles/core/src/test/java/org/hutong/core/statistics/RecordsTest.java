package org.hutong.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.core.statistics.CountedStreet.ADMIN;
import static org.hutong.core.statistics.CountedStreet.DISPATCHER;
import static org.hutong.core.statistics.CountedStreet.HUB;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Case;
import org.hutong.casework.CaseState;
import org.hutong.core.casework.Arrivals;
import org.hutong.core.casework.Arrivals.Past;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.problem.Refused;
import org.hutong.statistics.RecordScore;
import org.hutong.statistics.RecordScore.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The score of records with full content (R44): which parts a record has, and who sees what. */
class RecordsTest {
  private static final Caller CLERK =
      new Caller("clerk1", Set.of(Role.CLERK), "东经路站", "127.0.0.1", null);

  @TempDir Path folder;
  private CountedStreet street;

  @BeforeEach
  void open() throws Exception {
    street = new CountedStreet(DatabaseConfig.derby(folder.resolve("data/db")), folder);
    street.clock.at(Instant.parse("2016-09-10T04:00:00Z"));
  }

  @AfterEach
  void close() {
    street.close();
  }

  private Row total() {
    return street.statistics.records(DISPATCHER, "2016").total();
  }

  private void ended(String item, Caller caller, String action, int times) {
    for (int i = 0; i < times; i++) {
      street.act(street.enter(caller, street.sample(item)), action);
    }
  }

  @Test
  void aRecordIsCountedOnceItsCaseHasComeToAnEnd() {
    Case file = street.enter(street.sample("SH-05"));
    assertThat(total()).isEqualTo(new Row("", "", 0L, 0L, 0L, 0L, 0L, null));
    file = street.act(file, "approve");
    street.clock.at(Instant.parse("2016-10-02T04:00:00Z"));
    file = street.act(file, "complete");
    assertThat(street.statistics.records(DISPATCHER, "2016").rows())
        .containsExactly(new Row("2016-10", "分中心", 1L, 1L, 1L, 1L, 1L, 100));
    street.clock.at(Instant.parse("2016-11-02T04:00:00Z"));
    street.act(file, "archive");
    assertThat(street.statistics.records(DISPATCHER, "2016").rows()).hasSize(1);
    assertThat(street.statistics.recount(ADMIN, false).holds()).isTrue();
  }

  @Test
  void whatWasWithdrawnBeforeAnybodyHandledItHasNoAction() {
    ended("MZ-28", DISPATCHER, "withdraw", 1);
    assertThat(total()).isEqualTo(new Row("", "", 1L, 1L, 0L, 1L, 0L, 0));
    Case handled = street.act(street.enter(street.sample("MZ-28")), "approve");
    street.act(handled, "withdraw");
    assertThat(total()).isEqualTo(new Row("", "", 2L, 2L, 1L, 2L, 1L, 50));
  }

  @Test
  void aRecordForNobodyHasNoTargetUntilItIsCorrected() {
    Map<String, Object> body = street.sample("QX-02");
    body.put("subject", Map.of("kind", "NONE"));
    ended("MZ-28", DISPATCHER, "terminate", 2);
    street.act(street.enter(body), "terminate");
    assertThat(total()).isEqualTo(new Row("", "", 3L, 2L, 3L, 3L, 2L, 66));

    Case named = street.enter(body);
    Map<String, Object> subject = CountedStreet.in(street.sample("QX-02"), "subject");
    street.act(street.correct(named, Map.of("subject", subject)), "terminate");
    assertThat(total()).isEqualTo(new Row("", "", 4L, 3L, 4L, 4L, 3L, 75));
    assertThat(street.statistics.recount(ADMIN, false).holds()).isTrue();
  }

  @Test
  void anImportedCaseHasNoActionAndPerhapsNoResult() {
    Instant registered = Instant.parse("2015-03-01T04:00:00Z");
    Instant ended = Instant.parse("2015-04-01T04:00:00Z");
    imported(new Past(CaseState.COMPLETED, registered, ended, "GRANTED", "符合条件"));
    imported(new Past(CaseState.ARCHIVED, registered, ended, null, null));
    imported(new Past(CaseState.IN_PROGRESS, registered, null, null, null));
    assertThat(street.statistics.records(DISPATCHER, "2015").rows())
        .containsExactly(new Row("2015-04", "街道办事处", 2L, 2L, 0L, 1L, 0L, 0));
    assertThat(street.statistics.recount(ADMIN, false).holds()).isTrue();
  }

  private void imported(Past past) {
    Caller system = new Caller("si-02", Set.of(), null, "local", null);
    Arrivals.Prepared prepared = street.arrivals.prepareHistory(street.sample("MZ-28"));
    street.store.write(tx -> street.arrivals.keepPast(tx, system, prepared, past));
  }

  @Test
  void aUnitSeesItsOwnAndTheDispatcherAll() {
    ended("MZ-28", CLERK, "withdraw", 1);
    ended("SB-02", DISPATCHER, "terminate", 1);
    RecordScore all = street.statistics.records(DISPATCHER, "2016-09");
    assertThat(all.rows()).extracting(Row::unit).containsExactlyInAnyOrder("东经路站", "分中心");
    assertThat(all.total().score()).isEqualTo(50);
    RecordScore own = street.statistics.records(CLERK, "2016-09");
    assertThat(own.suppressed()).isFalse();
    assertThat(own.rows()).extracting(Row::unit).containsExactly("东经路站");
    assertThat(own.total().score()).isZero();
  }

  @Test
  void theHubSeesTheStreetsMonthsThatAreOverAndNoSmallNumber() {
    ended("MZ-28", DISPATCHER, "terminate", 20);
    ended("JS-09", DISPATCHER, "terminate", 1);
    Case unhandled = street.enter(street.sample("MZ-28"));
    assertThatThrownBy(() -> street.statistics.records(HUB, "2016-09")).isInstanceOf(Refused.class);
    street.act(unhandled, "withdraw");
    street.clock.at(Instant.parse("2016-10-10T04:00:00Z"));
    ended("MZ-28", DISPATCHER, "terminate", 3);
    street.clock.at(Instant.parse("2016-11-10T04:00:00Z"));

    RecordScore seen = street.statistics.records(HUB, "2016");
    assertThat(seen.suppressed()).isTrue();
    assertThat(seen.leftOut()).contains("JS");
    // One lacks its action: as if nine did. October has too few to be shown.
    assertThat(seen.rows())
        .containsExactly(
            new Row("2016-09", "", 21L, null, null, null, null, 57),
            new Row("2016-10", "", null, null, null, null, null, null));
    assertThat(seen.total()).isEqualTo(new Row("", "", 21L, null, null, null, null, 57));
    Caller acting = HUB.actingFor("分中心", "/onBehalfOf");
    assertThat(street.statistics.records(acting, "2016").rows()).isEqualTo(seen.rows());
  }
}
