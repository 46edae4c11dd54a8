package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.delivery.DeliveryState.AWAITING_RECEIPT;
import static org.hutong.delivery.DeliveryState.DELIVERED;
import static org.hutong.delivery.DeliveryState.QUARANTINED;
import static org.hutong.delivery.DeliveryState.RETRYING;
import static org.hutong.delivery.DeliveryState.SENDING;
import static org.hutong.delivery.DeliveryState.UNKNOWN;
import static org.hutong.delivery.DeliveryState.WAITING;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Document;
import org.hutong.adapter.Outcome;
import org.hutong.core.systems.SystemDefinition.Limits;
import org.hutong.delivery.Delivery;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Calls that end late or never, and questions without end: what they must not hold up or double.
 */
class StandstillTest extends OnDerby {
  private static final Outcome LATER = new Outcome.Pending("T-7", Duration.ofMillis(1));

  private final Scenario.MovedClock clock = new Scenario.MovedClock();
  private final CountDownLatch released = new CountDownLatch(1);

  @BeforeEach
  void make() {
    street = new Street(database, clock);
  }

  @AfterEach
  void release() {
    released.countDown();
  }

  private Remote open(int concurrency, Duration limit) throws Exception {
    street.system(
        "si-02", new Limits(concurrency, limit, 4, Duration.ofMillis(5), Duration.ofMillis(50)));
    street.open();
    return street.remote("si-02");
  }

  /** Ignores every interruption until it is released, and what it sent shows nowhere yet. */
  private Outcome hangs(Document document, Remote remote) {
    Remote.ignoreInterruptionsUntil(released);
    return new Outcome.Unknown(document.key().text());
  }

  @Test
  void aSendThatEndsLateIsLookedUpOnlyWhenItsEffectMustShowFromThenOn() throws Exception {
    Remote remote = open(1, Duration.ofMillis(50));
    remote.deduplicates = false;
    remote.settle = Duration.ofSeconds(30);
    Document[] sent = new Document[1];
    remote.next(
        (document, r) -> {
          sent[0] = document;
          return hangs(document, r);
        });
    street.accept(1);
    street.awaitStates(1, UNKNOWN);
    // The settle time of the call that was given up has long passed when its thread lets go.
    street.forward(Duration.ofMinutes(5));
    released.countDown();
    street.awaitIdle("si-02", 1);
    street.store.write(tx -> true);
    assertThat(street.states(1)).containsExactly(UNKNOWN);
    remote.keep(sent[0]);
    street.forward(Duration.ofSeconds(31));
    street.awaitStates(1, DELIVERED);
    assertThat(remote.attempts()).hasSize(1);
    assertThat(remote.effects()).hasSize(1);
  }

  @Test
  void nothingIsClaimedForThreadsThatWillNotComeBack() throws Exception {
    Remote remote = open(2, Duration.ofMillis(50));
    remote.otherwise = this::hangs;
    for (int i = 1; i <= 4; i++) {
      street.accept(i);
    }
    for (int i = 1; i <= 4; i++) {
      street.awaitStates(i, UNKNOWN);
    }
    street.accept(5);
    assertThatThrownBy(
            () -> Street.await(() -> street.states(5).contains(SENDING), () -> "a claim", 500))
        .isInstanceOf(AssertionError.class);
    assertThat(street.states(5)).containsExactly(WAITING);
    remote.otherwise = Remote.ACCEPTS;
    released.countDown();
    street.awaitStates(5, DELIVERED);
  }

  @Test
  void whatIsClaimedWhileALaneStopsIsGivenBack() throws Exception {
    CountDownLatch claiming = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicBoolean once = new AtomicBoolean();
    street.seams.store =
        store ->
            AroundUnits.in(
                store,
                unit -> {
                  if (once.compareAndSet(false, true)) {
                    claiming.countDown();
                    stopped.await();
                  }
                  return unit.carryOut();
                });
    Remote remote = open(1, Duration.ofSeconds(5));
    street.accept(1);
    claiming.await();
    Thread closing = new Thread(street.engine::close, "closing");
    closing.start();
    Street.await(
        () -> closing.getState() == Thread.State.TIMED_WAITING, () -> "the wait for the lanes");
    stopped.countDown();
    closing.join();
    assertThat(street.states(1)).containsExactly(WAITING);
    assertThat(street.only(1).attempts()).isZero();
    assertThat(remote.attempts()).isEmpty();
  }

  @Test
  void receiptsThatNeverComeHoldUpNothingAndComeBeforeAPerson() throws Exception {
    Remote remote = open(1, Duration.ofSeconds(5));
    remote.otherwise =
        (document, r) -> {
          if (document.operation() == Operation.STATUS) {
            return new Outcome.Unknown("无此凭据");
          }
          return document.key().caseNumber().equals(Street.number(9)) ? r.keep(document) : LATER;
        };
    for (int i = 1; i <= 8; i++) {
      street.accept(i);
      street.awaitStates(i, AWAITING_RECEIPT);
    }
    Street.await(
        () -> Why.NO_ANSWER.equals(street.only(1).why()), () -> "the person, not " + street.of(1));
    assertThat(street.only(1).state()).isEqualTo(AWAITING_RECEIPT);
    assertThat(street.only(1).allowedActions()).doesNotContain("replay");
    street.accept(9);
    street.awaitStates(9, DELIVERED);
  }

  @Test
  void whatIsRefusedWhenItsReceiptIsAskedForShowsTheQuestionAndTheAnswer() throws Exception {
    Remote remote = open(1, Duration.ofSeconds(5));
    remote.next(
        (document, r) -> new Outcome.Unknown("连接中断"),
        (document, r) -> LATER,
        (document, r) -> {
          r.answers = null;
          return new Outcome.Rejected("E7", "已退回");
        });
    remote.answers = new Answer(200, Map.of(), Map.of("state", "已退回"));
    street.accept(1);
    street.awaitStates(1, QUARANTINED);
    Delivery.Exchange kept =
        street.deliveries.get(Street.CLERK, street.only(1).id(), "CASE_HANDLING").exchange();
    assertThat(kept).isNotNull();
    assertThat(kept.answer()).contains("已退回");
    assertThat(kept.request()).doesNotContain(Street.number(1));
  }

  @Test
  void aSystemThatIsBackDoesNotWakeWhatItPutOffItself() throws Exception {
    Remote remote = open(1, Duration.ofSeconds(5));
    remote.next(
        Remote.IS_DOWN, (document, r) -> new Outcome.RetryLater("闭馆", Duration.ofHours(10)));
    street.accept(1);
    Street.await(() -> Why.LATER.equals(street.only(1).why()), () -> "being put off");
    remote.next(Remote.IS_DOWN, Remote.IS_DOWN, Remote.IS_DOWN, Remote.IS_DOWN);
    street.accept(2);
    street.awaitStates(2, DELIVERED);
    street.accept(3);
    street.awaitStates(3, DELIVERED);
    assertThat(street.states(1)).containsExactly(RETRYING);
    assertThat(street.only(1).attempts()).isEqualTo(2);
  }
}
