package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.core.delivery.Street.number;
import static org.hutong.delivery.DeliveryState.DELIVERED;
import static org.hutong.delivery.DeliveryState.UNKNOWN;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.adapter.Holdings.Holding;
import org.hutong.core.settings.Given;
import org.hutong.core.store.Times;
import org.hutong.core.store.TurnableClock;
import org.hutong.delivery.DeliveryState;
import org.hutong.delivery.HoldingsCheck;
import org.hutong.delivery.HoldingsCheck.Kind;
import org.hutong.delivery.HoldingsCheck.Line;
import org.hutong.delivery.HoldingsCheck.Standing;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The second reconciliation: what systems list beside what the ledger says was delivered. */
abstract class HoldingsContract extends FollowUpContract {
  private static final String SYSTEM = "si-04";

  private Remote delivered(int cases) throws Exception {
    open(SYSTEM);
    for (int i = 1; i <= cases; i++) {
      street.accept(i);
    }
    for (int i = 1; i <= cases; i++) {
      street.awaitStates(i, DELIVERED);
    }
    return street.remote(SYSTEM);
  }

  /** What was delivered in this very millisecond is not compared yet. */
  private HoldingsCheck check() {
    Instant now = Instant.now();
    Street.await(() -> Instant.now().isAfter(now.plusMillis(2)), () -> "the next moment");
    LocalDate today = Times.day(now);
    return street.deliveries.holdings(Street.IT, today.minusDays(1), today.plusDays(2), null);
  }

  private static void alter(Remote remote, int caseId, UnaryOperator<Holding> change) {
    synchronized (remote) {
      remote.held.computeIfPresent(number(caseId), (n, holding) -> change.apply(holding));
    }
  }

  private Line line(HoldingsCheck check) {
    return check.lines().stream().filter(l -> l.system().equals(SYSTEM)).findFirst().orElseThrow();
  }

  @Test
  void aSystemThatHoldsWhatWasDeliveredAgreesOverAllPages() throws Exception {
    delivered(10);
    street.correct(1, 2);
    street.awaitStates(1, DELIVERED, DELIVERED);
    street.withdraw(2, 2);
    street.awaitStates(2, DELIVERED, DELIVERED);

    HoldingsCheck check = check();

    assertThat(check.differences()).isEmpty();
    assertThat(check.agrees()).isTrue();
    assertThat(line(check).standing()).isEqualTo(Standing.COMPARED);
    assertThat(line(check).listed()).isEqualTo(10);
    assertThat(line(check).compared()).isEqualTo(10);
  }

  @Test
  void whatWasDeletedAlteredOrWrittenBehindItsBackIsNamed() throws Exception {
    Remote remote = delivered(6);
    street.withdraw(5, 2);
    street.awaitStates(5, DELIVERED, DELIVERED);
    street.correct(6, 2);
    street.awaitStates(6, DELIVERED, DELIVERED);
    synchronized (remote) {
      remote.held.remove(number(1));
      remote.held.put("foreign", new Holding("李宁", "R-9", 1, false, Instant.now()));
      remote.held.put("twice", remote.held.get(number(4)));
      remote.held.put(
          "unknown", new Holding(number(77) + "/1/si-04/CREATE", "R-77", 1, false, Instant.now()));
    }
    alter(remote, 2, h -> new Holding(h.reference(), h.receipt(), 1, true, h.at()));
    alter(remote, 3, h -> new Holding(h.reference(), "R-other", 1, false, h.at()));
    alter(remote, 5, h -> new Holding(h.reference(), h.receipt(), 1, false, h.at()));
    alter(remote, 6, h -> new Holding(h.reference(), h.receipt(), 1, false, h.at()));

    HoldingsCheck check = check();

    assertThat(check.differences())
        .extracting(d -> d.caseNumber() + " " + d.kind())
        .containsExactlyInAnyOrder(
            number(1) + " " + Kind.NOT_HELD,
            number(2) + " " + Kind.CANCELLED_THERE,
            number(3) + " " + Kind.OTHER_RECEIPT,
            number(4) + " " + Kind.HELD_TWICE,
            number(5) + " " + Kind.NOT_CANCELLED,
            number(6) + " " + Kind.OTHER_REVISION,
            number(77) + " " + Kind.NOT_DELIVERED,
            "null " + Kind.UNKNOWN_REFERENCE);
    assertThat(check.agrees()).isFalse();
    assertThat(line(check).differing()).isEqualTo(8);
  }

  @Test
  void whatIsUnderWayIsNeitherMissingNorTooMuch() throws Exception {
    open(SYSTEM);
    Remote remote = street.remote(SYSTEM);
    remote.settle = Duration.ofHours(1);
    remote.next(Remote.KEEPS_BUT_IS_SILENT, Remote.IS_SILENT);
    street.accept(1);
    street.awaitStates(1, UNKNOWN);
    street.accept(2);
    street.awaitStates(2, UNKNOWN);

    HoldingsCheck check = check();

    assertThat(check.differences()).isEmpty();
    assertThat(line(check).undecided()).isEqualTo(1);
  }

  @Test
  void aListThatCannotBeHadNamesNothingAndSaysWhy() throws Exception {
    Remote remote = delivered(1);
    synchronized (remote) {
      remote.held.clear();
    }
    remote.listFails = "系统正在维护";
    assertThat(line(check()).standing()).isEqualTo(Standing.FAILED);
    assertThat(line(check()).why()).isEqualTo("系统正在维护");
    assertThat(check().differences()).isEmpty();

    remote.listFails = null;
    remote.lists = false;
    assertThat(line(check()).standing()).isEqualTo(Standing.CANNOT_LIST);
    assertThat(line(check()).why()).isNotBlank();

    street.adapters.remove(street.entry);
    assertThat(line(check()).standing()).isEqualTo(Standing.FAILED);
  }

  @Test
  void aListLongerThanItsBoundIsNotCompared() throws Exception {
    Remote remote = delivered(1);
    synchronized (remote) {
      for (int i = 100; i < 151; i++) {
        remote.held.put(number(i), new Holding(number(i), null, 0, false, Instant.now()));
      }
    }

    assertThat(line(check()).standing()).isEqualTo(Standing.FAILED);
    assertThat(line(check()).why()).contains("50");
  }

  @Test
  void whatTheScheduleFoundStandsInHealthAndMetricsUntilTheNextRun() throws Exception {
    Remote remote = delivered(3);
    assertThat(street.holdings.check().ok()).isTrue();
    synchronized (remote) {
      remote.held.remove(number(2));
    }
    Instant now = Instant.now();
    Street.await(() -> Instant.now().isAfter(now.plusMillis(2)), () -> "the next moment");

    street.holdings.usual(Duration.ofSeconds(20));

    assertThat(street.holdings.check().ok()).isFalse();
    assertThat(street.holdings.check().reason()).contains("差异 1 处");
    assertThat(gauge("holdings.differing{system=\"si-04\"}")).isEqualTo(1L);
    assertThat(gauge("holdings.compared{system=\"si-04\"}")).isEqualTo(3L);
    assertThat(street.deliveries.holdings(Street.IT).differences())
        .extracting(HoldingsCheck.Difference::caseNumber)
        .containsExactly(number(2));
  }

  private Object gauge(String name) {
    return gauge(street.metrics, name);
  }

  private static Object gauge(MetricRegistry metrics, String name) {
    return ((Gauge<?>) metrics.getMetrics().get(name)).getValue();
  }

  /** A desk of its own over the same street, by its own clock. */
  private HoldingsDesk desk(MetricRegistry metrics, Clock clock) {
    return desk("03:40", metrics, clock);
  }

  private HoldingsDesk desk(String at, MetricRegistry metrics, Clock clock) {
    return new HoldingsDesk(
        "110102014",
        street.store,
        street,
        street,
        street.adapters,
        HoldingsDesk.Plan.from(new Given(Map.of("holdings.at", at, "holdings.records", "50"))),
        metrics,
        clock);
  }

  @Test
  void whatWasFoundIsKnownAfterARestartWithoutAskingAnybody() throws Exception {
    Remote remote = delivered(3);
    synchronized (remote) {
      remote.held.remove(number(2));
      remote.held.put("foreign", new Holding("李宁", "R-9", 1, false, Instant.now()));
    }
    Instant now = Instant.now();
    Street.await(() -> Instant.now().isAfter(now.plusMillis(2)), () -> "the next moment");
    street.holdings.usual(Duration.ofSeconds(20));
    HoldingsCheck found = street.holdings.usual(Duration.ofSeconds(20));
    street.crash(new CountDownLatch(0));
    remote.listFails = "系统正在维护";
    street.open();

    MetricRegistry metrics = new MetricRegistry();
    try (HoldingsDesk again = desk(metrics, Clock.systemUTC())) {
      assertThat(again.check().reason()).isEqualTo("尚未按清单核对");
      again.start();
      assertThat(again.check().ok()).isFalse();
      assertThat(again.check().reason()).contains("差异 2 处");
      assertThat(again.asked(Street.IT)).isEqualTo(found);
      assertThat(gauge(metrics, "holdings.differing{system=\"si-04\"}")).isEqualTo(2L);
    }
  }

  @Test
  void whatAnotherReleaseKeptDoesNotKeepThisOneFromStarting() throws Exception {
    open(SYSTEM);
    byte[] other = "{\"of\":\"another release\"}".getBytes(StandardCharsets.UTF_8);
    street.store.write(
        tx -> {
          var s = tx.prepare("INSERT INTO holdings_run (at_ms, content, id) VALUES (?, ?, 1)");
          s.setLong(1, 1);
          s.setBytes(2, street.store.vault().encrypt(other, "holdings_run/1"));
          return s.executeUpdate();
        });
    try (HoldingsDesk desk = desk(new MetricRegistry(), Clock.systemUTC())) {
      desk.start();
      assertThat(desk.check().reason()).isEqualTo("尚未按清单核对");
    }
  }

  @Test
  void whatIsKeptHoldsNothingInClear() throws Exception {
    Remote remote = delivered(1);
    synchronized (remote) {
      remote.held.remove(number(1));
    }
    Instant now = Instant.now();
    Street.await(() -> Instant.now().isAfter(now.plusMillis(2)), () -> "the next moment");
    street.holdings.usual(Duration.ofSeconds(20));
    byte[] content =
        street.store.read(
            c -> {
              try (var rows =
                  c.createStatement().executeQuery("SELECT content FROM holdings_run")) {
                rows.next();
                return rows.getBytes(1);
              }
            });
    assertThat(new String(content, StandardCharsets.ISO_8859_1)).doesNotContain(number(1), "si-04");
  }

  /** 03:40 in Beijing is 19:40 of the day before in UTC; the other night goes over midnight. */
  @ParameterizedTest
  @CsvSource({"03:40, T19:39:00Z, T19:45:00Z", "23:59, T15:58:00Z, T16:04:00Z"})
  void theNightlyRunIsMadeOnceANightAndNotByDay(String at, String early, String later)
      throws Exception {
    Remote remote = delivered(2);
    LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
    TurnableClock clock = new TurnableClock(tomorrow + early);
    MetricRegistry metrics = new MetricRegistry();
    String differing = "holdings.differing{system=\"si-04\"}";
    try (HoldingsDesk desk = desk(at, metrics, clock)) {
      desk.tick();
      assertThat(desk.check().reason()).isEqualTo("尚未按清单核对");
      clock.forward(Duration.ofMinutes(1));
      desk.tick();
      assertThat(gauge(metrics, "holdings.compared{system=\"si-04\"}")).isEqualTo(2L);
      assertThat(gauge(metrics, differing)).isEqualTo(0L);

      synchronized (remote) {
        remote.held.remove(number(2));
      }
      clock.forward(Duration.ofMinutes(170));
      desk.tick();
      assertThat(gauge(metrics, differing)).isEqualTo(0L);
      clock.forward(Duration.ofHours(9));
      desk.tick();
      assertThat(gauge(metrics, differing)).isEqualTo(0L);
      clock.at(Instant.parse(tomorrow.plusDays(1) + later));
      desk.tick();
      assertThat(gauge(metrics, differing)).isEqualTo(1L);
    }
    // Started anew in the same night, it has been made.
    synchronized (remote) {
      remote.held.clear();
    }
    MetricRegistry after = new MetricRegistry();
    try (HoldingsDesk desk = desk(at, after, clock)) {
      desk.start();
      desk.tick();
      assertThat(gauge(after, differing)).isEqualTo(1L);
      clock.forward(Duration.ofDays(1));
      desk.tick();
      assertThat(gauge(after, differing)).isEqualTo(2L);
    }
  }

  @Test
  void aNightInWhichTheListCannotBeHadDoesNotEndTheSchedule() throws Exception {
    Remote remote = delivered(1);
    TurnableClock clock =
        new TurnableClock(LocalDate.now(ZoneOffset.UTC).plusDays(1) + "T20:00:00Z");
    try (HoldingsDesk desk = desk(new MetricRegistry(), clock)) {
      remote.listFails = "系统正在维护";
      desk.tick();
      assertThat(desk.check().reason()).contains("未取得清单 1 个");
      remote.listFails = null;
      clock.forward(Duration.ofDays(1));
      desk.tick();
      assertThat(desk.check().reason()).contains("核对 1 个系统", "未取得清单 0 个");
    }
  }

  @Test
  void onlyThoseWhoReconcileMayAskAndWhoAskedStandsInTheTrail() throws Exception {
    delivered(1);
    Caller clerk = new Caller("clerk1", Set.of(Role.CLERK), "民政科", "127.0.0.1", null);
    LocalDate today = Times.day(Instant.now());
    assertThatThrownBy(() -> street.deliveries.holdings(clerk, today, today.plusDays(1), null))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(
            () -> street.deliveries.holdings(Street.IT, today, today.plusDays(1), "si-99"))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> street.deliveries.holdings(Street.IT, today, today, null))
        .isInstanceOf(Refused.class);

    check();

    assertThat(audited()).isEqualTo("it1 delivery.holdings");
  }

  private String audited() {
    return street.store.read(
        c -> {
          try (var rows =
              c.createStatement()
                  .executeQuery("SELECT who, what FROM audit_log ORDER BY seq DESC")) {
            rows.next();
            return rows.getString(1) + " " + rows.getString(2);
          }
        });
  }

  @Test
  void aDeliveryThatASystemRefusedAndHoldsAllTheSameIsNamed() throws Exception {
    open(SYSTEM);
    Remote remote = street.remote(SYSTEM);
    remote.next(
        (document, r) -> {
          r.keep(document);
          return Remote.REJECTS.on(document, r);
        });
    street.accept(1);
    street.awaitStates(1, DeliveryState.QUARANTINED);

    assertThat(check().differences())
        .extracting(HoldingsCheck.Difference::kind)
        .containsExactly(Kind.NOT_DELIVERED);
  }
}
