package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.delivery.DeliveryState.DELIVERED;
import static org.hutong.delivery.DeliveryState.QUARANTINED;
import static org.hutong.delivery.DeliveryState.WAITING;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.adapter.Answer;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.Replay;
import org.hutong.kernel.Operation;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.hutong.systems.Appliance.Check;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What helps a person with a ledger that does not move: content, replay, health, traces. */
class LedgerToolsTest extends OnDerby {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private final Scenario.MovedClock clock = new Scenario.MovedClock();

  @BeforeEach
  void open() throws Exception {
    street = new Street(database, clock, "si-02", "si-04").open();
  }

  private String refusedBySi02(long id) {
    Remote remote = street.remote("si-02");
    remote.answers = new Answer(200, Map.of(), Map.of("code", "E12", "message", "姓名不符：阿依古丽"));
    remote.next(Remote.REJECTS);
    street.accept(id);
    street.awaitStates(id, QUARANTINED, DELIVERED);
    return street.of(id).get(0).id();
  }

  @Test
  void whatWasRefusedShowsItsExactRequestAndAnswerMaskedToContractedIt() {
    String id = refusedBySi02(1);
    Delivery.Exchange clear = street.deliveries.get(Street.CLERK, id, "CASE_HANDLING").exchange();
    assertThat(clear.status()).isEqualTo(200);
    assertThat(clear.request()).contains(Street.number(1)).contains("\"revision\":1");
    assertThat(clear.answer()).contains("阿依古丽");
    Delivery.Exchange masked = street.deliveries.get(Street.IT, id, null).exchange();
    assertThat(masked.status()).isEqualTo(200);
    assertThat(masked.request()).contains("\"number\":\"***\"").doesNotContain(Street.number(1));
    assertThat(masked.answer()).contains("\"message\":\"***\"").doesNotContain("阿依古丽");
    assertThat(street.of(1).get(0).exchange()).isNull();
  }

  @Test
  void withoutAPurposeOrOfAnArchivedCaseTheExchangeIsMaskedForEverybody() {
    String id = refusedBySi02(1);
    Caller both =
        new Caller("it2", Set.of(Role.DISPATCHER, Role.STREET_IT), "民政科", "127.0.0.1", null);
    assertThat(street.deliveries.get(Street.CLERK, id, null).exchange().answer())
        .contains("\"message\":\"***\"");
    assertThat(street.deliveries.get(both, id, "CASE_HANDLING").exchange().answer())
        .contains("\"message\":\"***\"");
    Map<String, Object> replay = Map.of("action", "confirm", "receipt", "JZ-1");
    street.archived.add(1L);
    assertThat(street.deliveries.get(Street.CLERK, id, "CASE_HANDLING").exchange().answer())
        .contains("\"message\":\"***\"");
    assertThat(street.deliveries.act(Street.CLERK, id, "k1", replay).exchange()).isNull();
  }

  @Test
  void aLaneIsReplayedOnlyAsTheDryRunShowedIt() {
    for (int i = 1; i <= 3; i++) {
      refusedBySi02(i);
    }
    Map<String, Object> dry = Map.of("system", "si-02", "dryRun", true);
    Replay plan = street.deliveries.replay(Street.IT, "k1", dry);
    assertThat(plan.count()).isEqualTo(3);
    assertThat(plan.deliveries()).extracting(Replay.Line::state).containsOnly(QUARANTINED);
    assertThat(street.states(1)).containsExactly(QUARANTINED, DELIVERED);
    refusedBySi02(4);
    assertThatThrownBy(() -> replayLane(3)).isInstanceOf(Refused.class);
    assertThat(street.states(1)).containsExactly(QUARANTINED, DELIVERED);
    assertThat(replayLane(4).count()).isEqualTo(4);
    for (int i = 1; i <= 4; i++) {
      street.awaitStates(i, DELIVERED, DELIVERED);
    }
    assertThat(street.remote("si-02").effects()).hasSize(4);
    assertThat(street.remote("si-04").attempts()).hasSize(4);
  }

  @Test
  void asManyAsTheDryRunShowedAreNotTheSameOnes() {
    String first = refusedBySi02(1);
    Replay plan =
        street.deliveries.replay(Street.IT, "k1", Map.of("system", "si-02", "dryRun", true));
    street.deliveries.act(
        Street.OFFICER, first, "k2", Map.of("action", "abandon", "reason", "已线下办理"));
    refusedBySi02(2);
    Map<String, Object> order = Map.of("system", "si-02", "selection", plan.selection());
    assertThatThrownBy(() -> street.deliveries.replay(Street.IT, "k3", order))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("请重新试算");
    assertThat(street.states(2)).containsExactly(QUARANTINED, DELIVERED);
    Replay now =
        street.deliveries.replay(Street.IT, "k4", Map.of("system", "si-02", "dryRun", true));
    assertThat(now.count()).isEqualTo(plan.count());
    street.deliveries.replay(
        Street.IT, "k5", Map.of("system", "si-02", "selection", now.selection()));
    street.awaitStates(2, DELIVERED, DELIVERED);
  }

  private Replay replayLane(int expected) {
    return street.deliveries.replay(
        Street.IT,
        UUID.randomUUID().toString(),
        Map.of("system", "si-02", "expected", expected, "reason", "对方已修复"));
  }

  @Test
  void aSelectionSaysWhatDoesNotGoAndWhy() {
    String refused = refusedBySi02(1);
    String delivered = street.of(1).get(1).id();
    Replay replay =
        street.deliveries.replay(
            Street.IT, "k1", Map.of("ids", List.of(refused, delivered, "D999999")));
    assertThat(replay.deliveries()).extracting(Replay.Line::id).containsExactly(refused);
    assertThat(replay.skipped())
        .extracting(Replay.Skipped::id)
        .containsExactly(delivered, "D999999");
    street.awaitStates(1, DELIVERED, DELIVERED);
    assertThat(street.deliveries.get(Street.IT, refused, null).history())
        .extracting(Delivery.Attempt::outcome)
        .containsExactly("REJECTED", "REPLAYED", "DELIVERED");
  }

  @Test
  void aLaneIsNotReplayedWithoutADryRun() {
    assertThatThrownBy(() -> street.deliveries.replay(Street.IT, "k", Map.of("system", "si-02")))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> street.deliveries.replay(Street.IT, "k", Map.of("dryRun", true)))
        .isInstanceOf(Refused.class);
  }

  @Test
  void theCallersTraceGoesToEverySystemEvenAfterARestart() throws Exception {
    street.lanes.pause(Street.IT, "si-04", "检修");
    street.store.write(
        tx -> {
          tx.traced(TRACE);
          return street.ledger.reached(tx, street.ref(1, 1), Street.ACCEPTED);
        });
    street.awaitStates(1, DELIVERED, WAITING);
    street.crash(new java.util.concurrent.CountDownLatch(1));
    street.open();
    street.lanes.resume(Street.IT, "si-04", "");
    street.awaitStates(1, DELIVERED, DELIVERED);
    for (String system : List.of("si-02", "si-04")) {
      String sent = street.remote(system).traces.get(0);
      assertThat(sent).startsWith(TRACE.substring(0, 36)).endsWith("-01").isNotEqualTo(TRACE);
    }
  }

  @Test
  void healthTurnsRedOnALaneThatStandsStillAndOnALedgerThatLostARow() {
    MetricRegistry metrics = new MetricRegistry();
    try (LedgerWatch watch =
        new LedgerWatch(street.store, street, street, metrics, clock, Duration.ofMinutes(60))) {
      street.lanes.pause(Street.IT, "si-04", "检修");
      street.accept(1);
      for (String system : List.of("si-02", "si-04")) {
        street.expected.add(new CaseSource.Expected(Street.number(1), 1, system, Operation.CREATE));
      }
      street.awaitStates(1, DELIVERED, WAITING);
      watch.look();
      assertThat(watch.checks()).allMatch(Check::ok);
      assertThat(gauge(metrics, "lane.depth{system=\"si-04\",state=\"WAITING\"}")).isEqualTo(1L);
      assertThat(gauge(metrics, "ledger.expected{system=\"si-04\"}")).isEqualTo(1L);
      clock.forward(Duration.ofMinutes(61));
      watch.look();
      assertThat(watch.checks())
          .filteredOn(c -> !c.ok())
          .singleElement()
          .satisfies(c -> assertThat(c.name()).isEqualTo("lane.si-04"))
          .satisfies(c -> assertThat(c.reason()).contains("检修"));
      assertThat(gauge(metrics, "lane.oldest_seconds{system=\"si-04\"}")).isGreaterThan(3600L);
      street.store.write(
          tx -> tx.prepare("DELETE FROM delivery WHERE system_id = 'si-02'").executeUpdate());
      watch.reconcile();
      assertThat(watch.checks()).filteredOn(c -> c.name().equals("ledger")).noneMatch(Check::ok);
      assertThat(((Number) ((Gauge<?>) metrics.getMetrics().get("ledger.balanced")).getValue()))
          .isEqualTo(0);
    }
  }

  @Test
  void whatWasLostLongAgoStaysRedAndAGreenThatIsOldIsNone() {
    AtomicLong nanos = new AtomicLong();
    try (LedgerWatch watch =
        new LedgerWatch(
            street.store,
            street,
            street,
            new MetricRegistry(),
            clock,
            Duration.ofMinutes(60),
            nanos::get)) {
      street.expectedTenDaysAgo.add(
          new CaseSource.Expected(Street.number(1), 1, "si-02", Operation.CREATE));
      watch.reconcile();
      watch.reconcile();
      assertThat(watch.checks()).first().matches(c -> !c.ok() && c.reason().contains("1 处"));
      street.expectedTenDaysAgo.clear();
      watch.reconcile();
      assertThat(watch.checks()).first().matches(Check::ok);
      nanos.addAndGet(Duration.ofMinutes(31).toNanos());
      assertThat(watch.checks()).first().matches(c -> !c.ok() && c.reason().contains("未能对账"));
    }
  }

  @Test
  void aPeriodThatHoldsMoreThanMemoryShouldIsRefusedByName() {
    street.accept(1);
    street.awaitStates(1, DELIVERED, DELIVERED);
    LocalDate day = LocalDate.of(2015, 1, 1);
    LocalDate end = LocalDate.of(2099, 1, 1);
    Reconciler two = new Reconciler("", street.store, street, 2);
    assertThat(two.reconcile(Street.IT, day, end).lines()).hasSize(2);
    Reconciler one = new Reconciler("", street.store, street, 1);
    assertThatThrownBy(() -> one.reconcile(Street.IT, day, end))
        .isInstanceOfSatisfying(
            Refused.class,
            r -> assertThat(r.errors()).extracting(FieldError::pointer).containsExactly("/to"));
  }

  @Test
  void aSuccessThatIsStillToComeKeepsNoLaneGreen() {
    MetricRegistry metrics = new MetricRegistry();
    try (LedgerWatch watch =
        new LedgerWatch(street.store, street, street, metrics, clock, Duration.ofMinutes(60))) {
      street.lanes.pause(Street.IT, "si-04", "检修");
      street.accept(1);
      street.awaitStates(1, DELIVERED, WAITING);
      long ahead = clock.millis() + Duration.ofHours(8).toMillis();
      street.store.write(
          tx -> {
            LaneRows.success(tx, "si-04", ahead);
            return true;
          });
      clock.forward(Duration.ofMinutes(61));
      watch.look();
      assertThat(watch.checks())
          .filteredOn(c -> c.name().equals("lane.si-04"))
          .noneMatch(Check::ok);
    }
  }

  @Test
  void aUnitsClerkReplaysAndCountsTheUnitsOwnDeliveriesOnly() {
    refusedBySi02(1);
    Caller other = new Caller("clerk9", Set.of(Role.CLERK), "残联", "127.0.0.1", null);
    Map<String, Object> dry = Map.of("system", "si-02", "dryRun", true);
    Replay nothing = street.deliveries.replay(other, "k1", dry);
    assertThat(nothing.count()).isZero();
    assertThat(nothing.skipped()).isEmpty();
    assertThat(street.deliveries.replay(Street.CLERK, "k2", dry).count()).isOne();
  }

  private static long gauge(MetricRegistry metrics, String name) {
    return ((Number) ((Gauge<?>) metrics.getMetrics().get(name)).getValue()).longValue();
  }
}
