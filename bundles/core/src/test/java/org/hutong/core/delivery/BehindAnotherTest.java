package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.delivery.DeliveryState.ABANDONED;
import static org.hutong.delivery.DeliveryState.ASSISTED;
import static org.hutong.delivery.DeliveryState.CANCELLED;
import static org.hutong.delivery.DeliveryState.DELIVERED;
import static org.hutong.delivery.DeliveryState.SUPERSEDED;
import static org.hutong.delivery.DeliveryState.UNKNOWN;

import com.codahale.metrics.MetricRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hutong.adapter.Outcome;
import org.hutong.core.systems.SystemDefinition.Limits;
import org.hutong.delivery.Delivery;
import org.hutong.kernel.Operation;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.Appliance.Check;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is planned for a case while an earlier delivery of it is still on its way. */
class BehindAnotherTest extends OnDerby {
  private final Scenario.MovedClock clock = new Scenario.MovedClock();

  @BeforeEach
  void make() {
    street = new Street(database, clock, "si-02");
  }

  private void around(AroundUnits around) {
    street.seams.store = store -> AroundUnits.in(store, around);
  }

  @Test
  void whatStoodBehindAClaimThatWasLostGoesOn() throws Exception {
    AtomicBoolean lose = new AtomicBoolean();
    around(
        unit -> {
          if (lose.compareAndSet(true, false)) {
            throw Refused.later(Code.OVERLOADED_TRY_LATER, Duration.ofSeconds(1));
          }
          return unit.carryOut();
        });
    street.open();
    street.accept(1);
    street.awaitStates(1, DELIVERED);
    street.lanes.pause(Street.IT, "si-02", "检修");
    street.accept(2);
    street.correct(2, 2);
    lose.set(true);
    street.lanes.resume(Street.IT, "si-02", "");
    street.awaitStates(2, SUPERSEDED, DELIVERED);
  }

  @Test
  void aFirstAttemptThatIsGivenBackGivesWayToTheWithdrawal() throws Exception {
    CountDownLatch claimed = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    around(
        unit -> {
          Object result = unit.carryOut();
          if (first.compareAndSet(true, false)) {
            claimed.countDown();
            go.await();
          }
          return result;
        });
    street.open();
    street.accept(1);
    claimed.await();
    street.adapters.hold("fake");
    street.withdraw(1, 1);
    go.countDown();
    street.awaitStates(1, CANCELLED, CANCELLED);
    street.adapters.release("fake");
    street.accept(2);
    street.awaitStates(2, DELIVERED);
    assertThat(street.remote("si-02").attempts()).hasSize(1);
  }

  @Test
  void aCorrectionAfterAnAbandonedCreateThatMayBeHeldIsNoSecondCreate() throws Exception {
    Remote remote = neverTold();
    street.lanes.pause(Street.IT, "si-02", "检修");
    street.correct(1, 2);
    Map<String, Object> abandon = Map.of("action", "abandon", "reason", "已线下办理");
    street.deliveries.act(Street.OFFICER, street.of(1).get(0).id(), "k1", abandon);
    street.correct(1, 3);
    street.lanes.resume(Street.IT, "si-02", "");
    street.awaitStates(1, ABANDONED, SUPERSEDED, ASSISTED);
    assertThat(remote.effects()).hasSize(1);
  }

  @Test
  void aWithdrawalEndsTheCorrectionThatAPersonWasAskedFor() throws Exception {
    street.updates = Set.of(Operation.CANCEL);
    street.open();
    street.accept(1);
    street.awaitStates(1, DELIVERED);
    street.correct(1, 2);
    street.awaitStates(1, DELIVERED, ASSISTED);
    street.withdraw(1, 2);
    street.awaitStates(1, DELIVERED, CANCELLED, DELIVERED);
  }

  @Test
  void aLaneThatWaitsForAPersonDoesNotStandStill() throws Exception {
    neverTold();
    street.correct(1, 2);
    try (LedgerWatch watch =
        new LedgerWatch(
            street.store, street, street, new MetricRegistry(), clock, Duration.ofMinutes(60))) {
      clock.forward(Duration.ofMinutes(61));
      watch.look();
      assertThat(watch.checks()).filteredOn(c -> c.name().equals("lane.si-02")).allMatch(Check::ok);
    }
  }

  private Remote neverTold() throws Exception {
    street.open();
    Remote remote = street.remote("si-02");
    remote.canLookUp = false;
    remote.deduplicates = false;
    remote.next(Remote.KEEPS_BUT_IS_SILENT);
    street.accept(1);
    Street.await(
        () -> Why.NEVER_TOLD.equals(street.only(1).why()), () -> "that nobody can tell of it");
    return remote;
  }

  @Test
  void nothingIsSentAgainByHandWhileACallThatWasGivenUpMayStillArrive() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    street.system(
        "si-02",
        new Limits(1, Duration.ofMillis(50), 4, Duration.ofMillis(5), Duration.ofMillis(50)));
    street.open();
    street
        .remote("si-02")
        .next(
            (document, remote) -> {
              Remote.ignoreInterruptionsUntil(released);
              return new Outcome.Unknown("");
            });
    street.accept(1);
    street.awaitStates(1, UNKNOWN);
    Delivery given = street.only(1);
    try {
      Map<String, Object> replay = Map.of("action", "replay");
      assertThatThrownBy(() -> street.deliveries.act(Street.IT, given.id(), "k1", replay))
          .isInstanceOf(Refused.class)
          .hasMessage(Replays.STILL_CALLING);
      assertThat(
              street
                  .deliveries
                  .replay(Street.IT, "k2", Map.of("ids", List.of(given.id())))
                  .skipped())
          .singleElement()
          .satisfies(skipped -> assertThat(skipped.reason()).isEqualTo(Replays.STILL_CALLING));
    } finally {
      released.countDown();
    }
  }
}
