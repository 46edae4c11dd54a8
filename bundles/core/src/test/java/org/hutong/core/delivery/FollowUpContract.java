package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.delivery.Street.number;
import static org.hutong.delivery.DeliveryState.ASSISTED;
import static org.hutong.delivery.DeliveryState.CANCELLED;
import static org.hutong.delivery.DeliveryState.DELIVERED;
import static org.hutong.delivery.DeliveryState.SENDING;
import static org.hutong.delivery.DeliveryState.SUPERSEDED;
import static org.hutong.delivery.DeliveryState.WAITING;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.hutong.adapter.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of deliveries when the case is corrected or withdrawn meanwhile. */
abstract class FollowUpContract {
  Street street;

  /** The database of the class. */
  abstract TestDatabase database();

  Street open(String... systems) throws Exception {
    street = new Street(database(), Clock.systemUTC(), systems);
    return street.open();
  }

  @BeforeEach
  void empty() throws Exception {
    database().empty();
  }

  @AfterEach
  void close() {
    street.close();
  }

  @Test
  void aCorrectionWaitsForTheFirstDeliveryAndBringsItsReceipt() throws Exception {
    open("si-02");
    CountDownLatch go = new CountDownLatch(1);
    street
        .remote("si-02")
        .next(
            (document, remote) -> {
              go.await();
              return remote.keep(document);
            });
    street.accept(1);
    street.awaitStates(1, SENDING);
    street.correct(1, 2);
    street.awaitStates(1, SENDING, WAITING);
    assertThat(street.of(1).get(1).why()).isEqualTo(Why.AFTER_ANOTHER);
    go.countDown();
    street.awaitStates(1, DELIVERED, DELIVERED);
    Remote remote = street.remote("si-02");
    assertThat(remote.effects())
        .containsExactly(number(1) + "/1/si-02/CREATE", number(1) + "/2/si-02/CORRECT");
    assertThat(remote.documents.get(number(1) + "/2/si-02/CORRECT").earlierReceipt())
        .isEqualTo("R-1");
  }

  @Test
  void aCorrectionOfWhatWasNeverSentReplacesIt() throws Exception {
    open("si-02");
    street.lanes.pause(Street.IT, "si-02", "检修");
    street.accept(1);
    street.correct(1, 2);
    street.correct(1, 3);
    street.awaitStates(1, SUPERSEDED, SUPERSEDED, WAITING);
    street.lanes.resume(Street.IT, "si-02", "");
    street.awaitStates(1, SUPERSEDED, SUPERSEDED, DELIVERED);
    assertThat(street.remote("si-02").effects()).containsExactly(number(1) + "/3/si-02/CREATE");
  }

  @Test
  void aRefusedFirstDeliveryGivesWayToTheCorrectionThatFollowsIt() throws Exception {
    open("si-02");
    CountDownLatch go = new CountDownLatch(1);
    street
        .remote("si-02")
        .next(
            (document, remote) -> {
              go.await();
              return new Outcome.Rejected("E1", "姓名不符");
            });
    street.accept(1);
    street.awaitStates(1, SENDING);
    street.correct(1, 2);
    go.countDown();
    street.awaitStates(1, SUPERSEDED, DELIVERED);
    assertThat(street.remote("si-02").effects()).containsExactly(number(1) + "/2/si-02/CREATE");
  }

  @Test
  void withdrawalCancelsWhatWaitsAndTellsWhoHolds() throws Exception {
    open("si-02", "si-04");
    street.lanes.pause(Street.IT, "si-04", "检修");
    street.accept(1);
    street.awaitStates(1, DELIVERED, WAITING);
    street.withdraw(1, 1);
    street.withdraw(1, 1);
    street.awaitStates(1, DELIVERED, CANCELLED, DELIVERED, CANCELLED);
    assertThat(street.remote("si-02").effects()).endsWith(number(1) + "/1/si-02/CANCEL");
    assertThat(street.remote("si-04").attempts()).isEmpty();
  }

  @Test
  void withdrawalDuringASendThatFailsEndsBoth() throws Exception {
    open("si-02");
    CountDownLatch go = new CountDownLatch(1);
    street
        .remote("si-02")
        .next(
            (document, remote) -> {
              go.await();
              return Remote.IS_DOWN.on(document, remote);
            });
    street.accept(1);
    street.awaitStates(1, SENDING);
    street.withdraw(1, 1);
    go.countDown();
    street.awaitStates(1, CANCELLED, CANCELLED);
    assertThat(street.remote("si-02").attempts()).hasSize(1);
  }

  @Test
  void aSystemThatTakesNoCorrectionGetsAPersonTold() throws Exception {
    open("si-02");
    street.updates = Set.of();
    street.accept(1);
    street.awaitStates(1, DELIVERED);
    street.correct(1, 2);
    street.awaitStates(1, DELIVERED, ASSISTED);
    assertThat(street.of(1).get(1).why()).isEqualTo(Why.NO_CORRECTION);
    assertThat(street.of(1).get(1).allowedActions()).isEmpty();
    street.correct(1, 3);
    street.awaitStates(1, DELIVERED, SUPERSEDED, ASSISTED);
  }
}
