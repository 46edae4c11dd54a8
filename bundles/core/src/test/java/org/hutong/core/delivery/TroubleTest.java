package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.delivery.DeliveryState.ABANDONED;
import static org.hutong.delivery.DeliveryState.DELIVERED;
import static org.hutong.delivery.DeliveryState.QUARANTINED;
import static org.hutong.delivery.DeliveryState.RETRYING;
import static org.hutong.delivery.DeliveryState.UNKNOWN;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.hutong.adapter.Outcome;
import org.hutong.core.store.Store;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.delivery.HoldingsCheck;
import org.hutong.delivery.Reconciliation;
import org.hutong.kernel.Operation;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;

/**
 * Lanes beside a store that fails for a moment, adapters that keep no contract, a clock that is
 * set.
 */
class TroubleTest extends OnDerby {
  private static final SystemDefinition.Limits SHORT =
      new SystemDefinition.Limits(
          1, Duration.ofMillis(50), 4, Duration.ofMillis(5), Duration.ofMillis(50));

  private void open(String... systems) throws Exception {
    street = new Street(database, Clock.systemUTC(), systems);
    street.open();
  }

  /** The store, whose reads fail as often as the counter says. */
  private static Store failing(Store store, AtomicInteger failures) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("peek") && failures.getAndDecrement() > 0) {
                throw Refused.later(Code.STORE_UNAVAILABLE, Duration.ofSeconds(1));
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void aLaneThatCouldNotReadTheTableReadsItAgain() throws Exception {
    street = new Street(database, Clock.systemUTC(), "si-02");
    AtomicInteger failures = new AtomicInteger();
    street.seams.store = store -> failing(store, failures);
    street.openStore();
    street.accept(1);
    failures.set(2);
    street.engine.start();
    street.awaitStates(1, DELIVERED);

    // And the same for what is to be tried again at its time.
    street
        .remote("si-02")
        .next(
            Remote.IS_BUSY,
            (document, remote) -> {
              failures.set(1);
              return Remote.IS_BUSY.on(document, remote);
            });
    street.accept(2);
    street.awaitStates(2, DELIVERED);
  }

  @Test
  void anAnswerWithNothingInItStopsNeitherItsLaneNorWhatCameBesideIt() throws Exception {
    open("si-02");
    Remote remote = street.remote("si-02");
    remote.next(
        (document, r) -> {
          r.keep(document);
          return new Outcome.Unknown(null);
        },
        (document, r) -> new Outcome.Rejected(null, null),
        (document, r) -> {
          r.keep(document);
          return new Outcome.Delivered("R\u0000");
        },
        (document, r) -> new Outcome.RetryLater(null, null),
        (document, r) -> null);
    street.accept(1);
    street.awaitStates(1, DELIVERED);
    street.accept(2);
    street.awaitStates(2, QUARANTINED);
    street.accept(3);
    street.awaitStates(3, DELIVERED);
    assertThat(street.only(3).receipt()).isEqualTo("R-2");
    street.accept(4);
    street.awaitStates(4, DELIVERED);
    assertThat(remote.effects()).hasSize(3);
  }

  @Test
  void callsThatTheAdapterBeforeNeverLetsGoTakeNoThreadFromTheOneThatFollows() throws Exception {
    street = new Street(database, Clock.systemUTC());
    street.system("si-02", SHORT);
    street.open();
    CountDownLatch released = new CountDownLatch(1);
    Remote.Behaviour hangs =
        (document, remote) -> {
          Remote.ignoreInterruptionsUntil(released);
          return remote.keep(document);
        };
    street.remote("si-02").next(hangs, hangs);
    street.accept(1);
    street.accept(2);
    street.awaitStates(1, UNKNOWN);
    street.awaitStates(2, UNKNOWN);
    street.accept(3);
    street.adapters.remove(street.entry);
    street.adapters.add(street.entry);
    street.awaitStates(3, DELIVERED);
    assertThat(street.engine.busy("si-02", 1)).isTrue();
    released.countDown();
    street.awaitStates(1, DELIVERED);
    street.awaitStates(2, DELIVERED);
    street.accept(4);
    street.awaitStates(4, DELIVERED);
    assertThat(street.remote("si-02").effects()).hasSize(4);
  }

  @Test
  void whatWasGivenUpStaysSoWhenItsMomentComesAgain() throws Exception {
    open("si-02");
    street.remote("si-02").next(Remote.REJECTS);
    street.accept(1);
    street.awaitStates(1, QUARANTINED);
    street.deliveries.act(
        Street.OFFICER, street.only(1).id(), "k-1", Map.of("action", "abandon", "reason", "系统停用"));
    street.awaitStates(1, ABANDONED);
    street.accept(1);
    assertThat(street.states(1)).containsExactly(ABANDONED);
    assertThat(street.remote("si-02").attempts()).hasSize(1);
  }

  @Test
  void whatDiffersOnlyWhileItIsReadIsNoDifference() throws Exception {
    open("si-02");
    LocalDate today = LocalDate.now(ZoneOffset.ofHours(8));
    for (int i = 1; i <= 3; i++) {
      street.accept(i);
      street.awaitStates(i, DELIVERED);
    }
    // Each look at the cases comes before one of them, each time another.
    AtomicInteger looks = new AtomicInteger();
    CaseSource cases =
        source(
            () -> {
              int missed = 1 + looks.getAndIncrement() % 3;
              return List.of(1, 2, 3).stream().filter(i -> i != missed).toList();
            });
    Reconciliation passing =
        new Reconciler("", street.store, cases).compare(today, today.plusDays(1));
    assertThat(looks).hasValue(2);
    assertThat(passing.balanced()).isTrue();
    assertThat(passing.lines()).allMatch(line -> line.balanced() && line.expected() == 3);

    Reconciliation lasting =
        new Reconciler("", street.store, source(() -> List.of(1, 2)))
            .compare(today, today.plusDays(1));
    assertThat(lasting.balanced()).isFalse();
    assertThat(lasting.differences())
        .singleElement()
        .satisfies(d -> assertThat(d.caseNumber()).isEqualTo(Street.number(3)));
  }

  /** The street's cases, of which these are expected. */
  private CaseSource source(Supplier<List<Integer>> ids) {
    return (CaseSource)
        Proxy.newProxyInstance(
            CaseSource.class.getClassLoader(),
            new Class<?>[] {CaseSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("expected")
                    ? ids.get().stream().map(TroubleTest::expected).toList()
                    : method.invoke(street, arguments));
  }

  private static CaseSource.Expected expected(int id) {
    return new CaseSource.Expected(Street.number(id), 1, "si-02", Operation.CREATE);
  }

  @Test
  void aReadThatIsMadeTwiceCountsOnce() throws Exception {
    street = new Street(database, Clock.systemUTC(), "si-02");
    street.seams.store = store -> twice(store);
    street.open();
    street.accept(1);
    street.awaitStates(1, DELIVERED);
    LocalDate today = LocalDate.now(ZoneOffset.ofHours(8));
    HoldingsCheck check =
        street.deliveries.holdings(Street.OFFICER, today, today.plusDays(1), "si-02");
    assertThat(check.differences()).isEmpty();
    assertThat(check.lines()).singleElement().satisfies(l -> assertThat(l.compared()).isOne());
  }

  /** The store, as when the writer undid something during each read. */
  private static Store twice(Store store) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("read")) {
                method.invoke(store, arguments);
              }
              return method.invoke(store, arguments);
            });
  }

  @Test
  void aMappingThatIsNotThereYetSendsNobodyToAPerson() throws Exception {
    open("si-02");
    street.mappingMissing = true;
    street.accept(1);
    street.awaitStates(1, RETRYING);
    assertThat(street.remote("si-02").attempts()).isEmpty();
    street.mappingMissing = false;
    street.awaitStates(1, DELIVERED);
  }

  @Test
  void whatStandsFarAheadBecauseTheClockWasSetBackComesWithinTheHourAfterAStart() throws Exception {
    open("si-02");
    street.remote("si-02").otherwise = Remote.IS_DOWN;
    street.accept(1);
    Street.await(() -> street.remote("si-02").attempts().size() > 0, () -> "an attempt");
    street.close();
    long tomorrow = Instant.now().plus(Duration.ofDays(1)).toEpochMilli();
    street.store.write(
        tx -> {
          PreparedStatement far = tx.prepare("UPDATE delivery SET next_at = ?");
          far.setLong(1, tomorrow);
          return far.executeUpdate();
        });
    street.open();
    assertThat(street.only(1).nextAttemptAt().toInstant())
        .isBefore(Instant.now().plus(Duration.ofMinutes(61)));
  }
}
