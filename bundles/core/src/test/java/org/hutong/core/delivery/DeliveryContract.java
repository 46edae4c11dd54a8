package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.delivery.Street.ACCEPTED;
import static org.hutong.delivery.DeliveryState.ASSISTED;
import static org.hutong.delivery.DeliveryState.AWAITING_RECEIPT;
import static org.hutong.delivery.DeliveryState.DELIVERED;
import static org.hutong.delivery.DeliveryState.QUARANTINED;
import static org.hutong.delivery.DeliveryState.RETRYING;
import static org.hutong.delivery.DeliveryState.SENDING;
import static org.hutong.delivery.DeliveryState.UNKNOWN;
import static org.hutong.delivery.DeliveryState.WAITING;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.hutong.access.Caller;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.Outcome.SheetField;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.delivery.Delivery;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.Test;

/** What lanes and ledger keep on every database, whatever the systems do. */
abstract class DeliveryContract extends HoldingsContract {
  @Test
  void oneCaseGoesToEverySystemAndEachGivesItsOwnReceipt() throws Exception {
    open("si-02", "si-04", "si-07");
    street.accept(1);
    street.awaitStates(1, DELIVERED, DELIVERED, DELIVERED);
    for (Delivery delivery : street.of(1)) {
      assertThat(delivery.receipt()).isEqualTo("R-1");
      assertThat(delivery.why()).isNull();
      assertThat(delivery.attempts()).isOne();
      assertThat(street.remote(delivery.system()).effects()).containsExactly(delivery.key());
      assertThat(street.deliveries.get(Street.IT, delivery.id(), null).history())
          .singleElement()
          .satisfies(a -> assertThat(a.adapter()).isEqualTo("fake 1.0.0"));
    }
  }

  @Test
  void aCaseIsNotEchoedToTheSystemItBeganInAndGoesOutOnceHoweverOftenTheMomentComes()
      throws Exception {
    open("si-02", "si-04");
    for (int i = 0; i < 2; i++) {
      street.store.write(tx -> street.ledger.reached(tx, street.begunIn("si-02", 1), ACCEPTED));
    }
    street.awaitStates(1, DELIVERED);
    assertThat(street.only(1).system()).isEqualTo("si-04");
    assertThat(street.remote("si-04").attempts()).hasSize(1);

    street.accept(2);
    street.accept(2);
    street.awaitStates(2, DELIVERED, DELIVERED);
    assertThat(street.remote("si-02").attempts()).hasSize(1);
    assertThat(street.remote("si-04").attempts()).hasSize(2);
  }

  @Test
  void aSystemThatWasDownIsCaughtUpByItselfWithoutBurningAttempts() throws Exception {
    open("si-02", "si-04");
    street.remote("si-04").otherwise = Remote.IS_DOWN;
    for (int i = 1; i <= 20; i++) {
      street.accept(i);
    }
    Street.await(() -> street.remote("si-02").effects().size() == 20, () -> "the others");
    Street.await(() -> street.remote("si-04").attempts().size() > 12, () -> "probes");
    assertThat(street.remote("si-04").effects()).isEmpty();
    street.remote("si-04").otherwise = Remote.ACCEPTS;
    for (int i = 1; i <= 20; i++) {
      street.awaitStates(i, DELIVERED, DELIVERED);
    }
    assertThat(street.remote("si-04").effects()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void anUnknownOutcomeIsAskedBackByKeyAndNotSentAgain() throws Exception {
    open("si-02");
    street.remote("si-02").next(Remote.KEEPS_BUT_IS_SILENT);
    street.accept(1);
    street.awaitStates(1, DELIVERED);
    assertThat(street.remote("si-02").attempts()).hasSize(1);
    assertThat(street.only(1).receipt()).isEqualTo("R-1");
    assertThat(street.deliveries.get(Street.CLERK, street.only(1).id(), null).history())
        .extracting(Delivery.Attempt::outcome)
        .containsExactly("UNKNOWN", "FOUND");
  }

  @Test
  void anUnknownOutcomeThatDidNotArriveIsSentAgain() throws Exception {
    open("si-02");
    street.remote("si-02").next(Remote.IS_SILENT);
    street.accept(1);
    street.awaitStates(1, DELIVERED);
    assertThat(street.remote("si-02").attempts()).hasSize(2);
    assertThat(street.remote("si-02").effects()).hasSize(1);
  }

  @Test
  void withoutLookUpASafeResendIsSent() throws Exception {
    open("si-02");
    street.remote("si-02").canLookUp = false;
    street.remote("si-02").next(Remote.KEEPS_BUT_IS_SILENT);
    street.accept(1);
    street.awaitStates(1, DELIVERED);
    assertThat(street.remote("si-02").attempts()).hasSize(2);
    assertThat(street.remote("si-02").effects()).hasSize(1);
  }

  @Test
  void withNeitherDeduplicationNorLookUpThereIsOneSendAndThenAPerson() throws Exception {
    open("si-02");
    Remote remote = street.remote("si-02");
    remote.canLookUp = false;
    remote.deduplicates = false;
    remote.next(Remote.KEEPS_BUT_IS_SILENT);
    street.accept(1);
    Street.await(
        () -> Why.NEVER_TOLD.equals(street.only(1).why()), () -> "the person, not " + why(1));
    assertThat(street.only(1).state()).isEqualTo(UNKNOWN);
    assertThat(remote.attempts()).hasSize(1);
    assertThat(remote.effects()).hasSize(1);
  }

  @Test
  void aCallThatIgnoresItsTimeLimitIsAbandonedAndItsCaseStaysLockedUntilItEnds() throws Exception {
    street = new Street(database(), Clock.systemUTC());
    street.system(
        "si-02",
        new SystemDefinition.Limits(
            1, Duration.ofMillis(50), 4, Duration.ofMillis(5), Duration.ofMillis(50)));
    street.open();
    CountDownLatch released = new CountDownLatch(1);
    street
        .remote("si-02")
        .next(
            (document, remote) -> {
              Outcome outcome = remote.keep(document);
              Remote.ignoreInterruptionsUntil(released);
              return outcome;
            });
    street.accept(1);
    street.awaitStates(1, UNKNOWN);
    street.accept(2);
    street.awaitStates(2, DELIVERED);
    assertThat(street.states(1)).containsExactly(UNKNOWN);
    released.countDown();
    street.awaitStates(1, DELIVERED);
    assertThat(street.remote("si-02").effects()).hasSize(2);
  }

  @Test
  void aCallOverItsTimeIsInterruptedAndAskedBack() throws Exception {
    street = new Street(database(), Clock.systemUTC());
    street.system(
        "si-02",
        new SystemDefinition.Limits(
            1, Duration.ofMillis(50), 4, Duration.ofMillis(5), Duration.ofMillis(50)));
    street.open();
    street
        .remote("si-02")
        .next(
            (document, remote) -> {
              remote.keep(document);
              new CountDownLatch(1).await();
              throw new AssertionError("never here");
            });
    street.accept(1);
    street.awaitStates(1, DELIVERED);
    assertThat(street.remote("si-02").attempts()).hasSize(1);
  }

  @Test
  void anErrorOfTheAdapterIsAnUnknownOutcome() throws Exception {
    open("si-02");
    street
        .remote("si-02")
        .next(
            (document, remote) -> {
              remote.keep(document);
              throw new NoClassDefFoundError("bundle wiring no longer valid");
            });
    street.accept(1);
    street.awaitStates(1, DELIVERED);
    assertThat(street.remote("si-02").attempts()).hasSize(1);
  }

  @Test
  void aSendCutShortByACrashIsAskedBackAtTheNextStart() throws Exception {
    open("si-02");
    CountDownLatch go = new CountDownLatch(1);
    street
        .remote("si-02")
        .next(
            (document, remote) -> {
              Outcome outcome = remote.keep(document);
              go.await();
              return outcome;
            });
    street.accept(1);
    street.awaitStates(1, SENDING);
    Street.await(() -> street.remote("si-02").effects().size() == 1, () -> "the effect");
    street.lanes.pause(Street.IT, "si-02", "检修");
    street.accept(2);
    street.crash(go);
    street.open();
    assertThat(street.states(1)).containsExactly(UNKNOWN);
    assertThat(street.states(2)).containsExactly(WAITING);
    assertThat(street.only(2).why()).contains("it1").contains("检修");
    street.lanes.resume(Street.IT, "si-02", "");
    street.awaitStates(1, DELIVERED);
    street.awaitStates(2, DELIVERED);
    assertThat(street.remote("si-02").attempts()).hasSize(2);
  }

  @Test
  void whatTheQueueCannotHoldIsReadFromTheTableAgain() throws Exception {
    street = new Street(database(), Clock.systemUTC(), "si-02");
    street.queueCapacity = 10;
    street.open();
    street.lanes.pause(Street.IT, "si-02", "检修");
    for (int i = 1; i <= 100; i++) {
      street.accept(i);
    }
    street.lanes.resume(Street.IT, "si-02", "");
    Street.await(
        () -> street.remote("si-02").effects().size() == 100,
        () -> "100 effects, not " + street.remote("si-02").effects().size());
    assertThat(street.remote("si-02").attempts()).hasSize(100);
  }

  @Test
  void whileAnAdapterIsAwayItsDeliveriesWaitAndBurnNoAttempt() throws Exception {
    open("si-02");
    street.adapters.remove(street.entry);
    street.accept(1);
    assertThat(street.only(1).state()).isEqualTo(WAITING);
    assertThat(street.only(1).why()).isEqualTo(Why.NOT_CONNECTED);
    street.adapters.add(street.entry);
    street.awaitStates(1, DELIVERED);
    assertThat(street.only(1).attempts()).isOne();
  }

  @Test
  void aReceiptThatComesLaterIsAskedForWithItsToken() throws Exception {
    open("si-02");
    AtomicInteger asked = new AtomicInteger();
    street.remote("si-02").otherwise =
        (document, remote) -> {
          if (document.operation() == Operation.STATUS) {
            assertThat(document.token()).isEqualTo("T-7");
            return asked.incrementAndGet() < 3
                ? Remote.IS_BUSY.on(document, remote)
                : new Outcome.Delivered("R-late");
          }
          return new Outcome.Pending("T-7", Duration.ofMillis(1));
        };
    street.accept(1);
    street.awaitStates(1, AWAITING_RECEIPT);
    street.awaitStates(1, DELIVERED);
    assertThat(street.only(1).receipt()).isEqualTo("R-late");
    assertThat(street.only(1).attempts()).isOne();
  }

  @Test
  void aRefusalGoesToAPersonWithItsCode() throws Exception {
    open("si-02");
    street.remote("si-02").next(Remote.REJECTS);
    street.accept(1);
    street.awaitStates(1, QUARANTINED);
    assertThat(street.only(1).why()).contains("E12");
  }

  @Test
  void aBusySystemIsTriedAsOftenAsItsLimitSaysAndThenAPersonLooks() throws Exception {
    open("si-02");
    street.remote("si-02").otherwise = Remote.IS_BUSY;
    street.accept(1);
    street.awaitStates(1, QUARANTINED);
    assertThat(street.remote("si-02").attempts()).hasSize(4);
    assertThat(street.only(1).why()).isEqualTo(Why.OUT_OF_ATTEMPTS);
  }

  @Test
  void retriesBeyondTheBudgetArePutOffWithTheirReasonAndHoldUpNoFirstAttempt() throws Exception {
    street = new Street(database(), Clock.systemUTC());
    street.system(
        "si-02",
        new SystemDefinition.Limits(
            4, Duration.ofSeconds(5), 99, Duration.ofMillis(5), Duration.ofMillis(50), 0, 1));
    street.open();
    Remote remote = street.remote("si-02");
    remote.otherwise = Remote.IS_BUSY;
    for (int i = 1; i <= 10; i++) {
      street.accept(i);
    }
    for (int i = 1; i <= 10; i++) {
      long id = i;
      Street.await(() -> Why.BUDGET.equals(street.only(id).why()), () -> "the budget of " + id);
      assertThat(street.only(i).state()).isEqualTo(RETRYING);
    }
    // Ten first attempts, and the five retries that may be saved up.
    assertThat(remote.attempts()).hasSize(15);
    remote.otherwise = Remote.ACCEPTS;
    street.accept(11);
    street.awaitStates(11, DELIVERED);
    assertThat(remote.attempts()).hasSize(16);
  }

  @Test
  void aCaseThatCannotBeMappedGoesToAPersonAndStopsNoOther() throws Exception {
    open("si-02");
    street.accept(666);
    street.accept(667);
    street.awaitStates(666, QUARANTINED);
    street.awaitStates(667, DELIVERED);
    assertThat(street.remote("si-02").attempts()).hasSize(1);
  }

  @Test
  void aSheetIsKeptForThePersonWhoEntersIt() throws Exception {
    open("si-02");
    street
        .remote("si-02")
        .next(
            (document, remote) ->
                new Outcome.NeedsPerson(List.of(new SheetField("姓名", "阿依古丽·买买提"))));
    street.accept(1);
    street.awaitStates(1, ASSISTED);
    String id = street.only(1).id();
    // What is still to be typed is shown for a purpose, whatever became of the case.
    street.archived.add(1L);
    assertThat(street.deliveries.get(Street.CLERK, id, "CASE_HANDLING").sheet())
        .containsExactly(new Delivery.SheetLine("姓名", "阿依古丽·买买提"));
    for (Caller masked : List.of(Street.CLERK, Street.IT)) {
      String purpose = masked == Street.CLERK ? null : "SUPPORT";
      assertThat(street.deliveries.get(masked, id, purpose).sheet())
          .containsExactly(new Delivery.SheetLine("姓名", "***"));
    }
  }

  @Test
  void manyCasesGoThroughAndNoneTwice() throws Exception {
    open("si-02", "si-04", "si-07");
    for (int i = 1; i <= 300; i++) {
      street.accept(i);
    }
    for (String system : List.of("si-02", "si-04", "si-07")) {
      Street.await(
          () -> street.remote(system).effects().size() == 300,
          () -> system + " " + street.remote(system).effects().size());
      assertThat(street.remote(system).attempts()).hasSize(300).doesNotHaveDuplicates();
    }
  }

  private String why(long caseId) {
    return String.valueOf(street.of(caseId).get(0));
  }
}
