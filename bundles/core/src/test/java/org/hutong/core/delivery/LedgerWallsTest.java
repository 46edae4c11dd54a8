package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.core.delivery.Street.CLERK;
import static org.hutong.core.delivery.Street.IT;
import static org.hutong.core.delivery.Street.OFFICER;
import static org.hutong.core.delivery.Street.number;
import static org.hutong.delivery.DeliveryState.DELIVERED;
import static org.hutong.delivery.DeliveryState.QUARANTINED;

import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.core.delivery.CaseSource.Expected;
import org.hutong.core.store.Times;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.DeliveryFilter;
import org.hutong.delivery.HoldingsCheck;
import org.hutong.delivery.Reconciliation;
import org.hutong.delivery.Replay;
import org.hutong.kernel.Operation;
import org.hutong.kernel.Page;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger of cases that are kept from the caller (privacy.md, Walls), also under a key. */
class LedgerWallsTest extends OnDerby {
  private static final String SYSTEM = "si-04";
  private static final Caller HUB = new Caller("hub", Set.of(Role.HUB), null, "10.0.0.1", null);
  private static final Caller FOR_UNIT = HUB.actingFor("民政科", "unit");
  private static final Caller FOR_ANOTHER = HUB.actingFor("城管科", "unit");
  private static final Caller DISPATCHER =
      new Caller("dispatcher1", Set.of(Role.DISPATCHER), "分中心", "127.0.0.1", null);
  private static final Caller OTHER_UNIT =
      new Caller("officer2", Set.of(Role.OFFICER), "城管科", "127.0.0.1", null);
  private static final Caller ADMIN =
      new Caller("admin", Set.of(Role.ADMIN), null, "console", null);
  private static final DeliveryFilter ALL = new DeliveryFilter(null, null, null, 10, null);
  private static final String INSERT =
      """
      INSERT INTO delivery (id, case_id, case_number, revision, system_id, operation, mapping, unit,
          state, follows, maybe_held, attempts, not_sent, asked, created_at, next_at)
      VALUES (?, ?, ?, 1, 'si-04', 'CREATE', 'aid.jsonata', '民政科', 'QUARANTINED', 0, 0, 1, 0, 0, 1,
          9223372036854775807)
      """;

  @BeforeEach
  void open() throws Exception {
    street = new Street(database, Clock.systemUTC(), SYSTEM).open();
  }

  private Delivery refused(long id) {
    street.remote(SYSTEM).next(Remote.REJECTS);
    street.accept(id);
    street.awaitStates(id, QUARANTINED);
    street.awaitIdle(SYSTEM, id);
    return street.only(id);
  }

  private void delivered(long... ids) {
    for (long id : ids) {
      street.accept(id);
      street.awaitStates(id, DELIVERED);
    }
  }

  private static void notThere(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(Code.DELIVERY_NOT_FOUND));
  }

  private List<String> listed(Caller caller, DeliveryFilter filter) {
    return street.deliveries.find(caller, filter).items().stream()
        .map(Delivery::caseNumber)
        .toList();
  }

  @Test
  void aDeliveryOfACaseBehindAWallIsNotThereForTheHub() {
    Delivery walled = refused(1);
    Delivery open = refused(2);
    street.walled.add(1L);
    DeliveryFilter ofCase = new DeliveryFilter(null, null, number(1), 10, null);
    Map<String, Object> confirm = Map.of("action", "confirm", "receipt", "R-1");
    for (Caller other : List.of(HUB, FOR_ANOTHER)) {
      assertThat(listed(other, ALL)).containsExactly(number(2));
      assertThat(listed(other, ofCase)).isEmpty();
      notThere(() -> street.deliveries.get(other, walled.id(), null));
      notThere(() -> street.deliveries.act(other, walled.id(), "k", confirm));
      assertThat(street.deliveries.get(other, open.id(), null).id()).isEqualTo(open.id());
    }
    for (Caller concerned : List.of(FOR_UNIT, DISPATCHER, IT, CLERK, OFFICER)) {
      assertThat(listed(concerned, ALL)).containsExactly(number(1), number(2));
      assertThat(listed(concerned, ofCase)).containsExactly(number(1));
      assertThat(street.deliveries.get(concerned, walled.id(), null).id()).isEqualTo(walled.id());
    }
  }

  @Test
  void aReplayDoesNotNameIt() {
    Delivery walled = refused(1);
    Delivery open = refused(2);
    street.walled.add(1L);
    Replay lane = street.deliveries.replay(HUB, "k", Map.of("system", SYSTEM, "dryRun", true));
    assertThat(lane.skipped()).extracting(Replay.Skipped::id).containsExactly(open.id());
    Replay named =
        street.deliveries.replay(
            HUB, "k", Map.of("ids", List.of(walled.id(), "D999999"), "dryRun", true));
    assertThat(named.skipped())
        .extracting(Replay.Skipped::reason)
        .containsOnly(Code.DELIVERY_NOT_FOUND.sentence());
  }

  /** Many, as they stand after a long time. */
  private void quarantined(long from, long to) {
    street.store.write(
        tx -> {
          PreparedStatement insert = tx.prepare(INSERT);
          for (long id = from; id <= to; id++) {
            insert.setLong(1, 100_000 + id);
            insert.setLong(2, id);
            insert.setString(3, number(id));
            insert.executeUpdate();
          }
          return true;
        });
  }

  @Test
  void pagesAreFullAndALaneIsReadToItsEndWhateverIsBetween() {
    quarantined(1, 1103);
    for (long id = 1; id <= 1100; id++) {
      if (id != 5 && id != 600) {
        street.walled.add(id);
      }
    }
    List<String> seen = new ArrayList<>();
    String after = null;
    do {
      Page<Delivery> page =
          street.deliveries.find(HUB, new DeliveryFilter(SYSTEM, QUARANTINED, null, 2, after));
      after = page.next() == null ? null : page.next().value();
      assertThat(page.items()).hasSize(after == null ? 1 : 2);
      page.items().forEach(d -> seen.add(d.caseNumber()));
    } while (after != null);
    assertThat(seen)
        .containsExactly(number(5), number(600), number(1101), number(1102), number(1103));
    Replay lane = street.deliveries.replay(HUB, "k", Map.of("system", SYSTEM, "dryRun", true));
    assertThat(lane.skipped()).hasSize(5);
    assertThat(lane.more()).isFalse();
  }

  @Test
  void whatDiffersOfACaseThatIsKeptFromTheCallerIsCountedAndNotNamed() {
    delivered(1, 2);
    street.walled.add(1L);
    street.expected.add(new Expected(number(3), 1, SYSTEM, Operation.CREATE));
    LocalDate today = Times.day(Instant.now());
    Reconciliation whole =
        street.deliveries.reconciliation(IT, today.minusDays(1), today.plusDays(2));
    assertThat(whole.differences()).hasSize(3);
    Map<Caller, List<String>> named =
        Map.of(
            HUB, List.of(number(2), number(3)),
            FOR_UNIT, List.of(number(1), number(2), number(3)),
            OFFICER, List.of(number(1), number(2), number(3)),
            DISPATCHER, List.of(number(1), number(2), number(3)),
            OTHER_UNIT, List.of(),
            ADMIN, List.of());
    named.forEach(
        (caller, numbers) -> {
          Reconciliation seen =
              street.deliveries.reconciliation(caller, today.minusDays(1), today.plusDays(2));
          assertThat(seen.balanced()).isFalse();
          assertThat(seen.lines()).isEqualTo(whole.lines());
          assertThat(seen.differences())
              .extracting(Reconciliation.Difference::caseNumber)
              .as(caller.account())
              .containsExactlyElementsOf(numbers);
        });
  }

  @Test
  void whatASystemHoldsOfItIsCountedAndNotNamed() {
    delivered(1, 2);
    street.walled.add(1L);
    synchronized (street.remote(SYSTEM)) {
      street.remote(SYSTEM).held.clear();
    }
    Instant now = Instant.now();
    Street.await(() -> Instant.now().isAfter(now.plusMillis(2)), () -> "the next moment");
    LocalDate today = Times.day(now);
    street.holdings.usual(Duration.ofSeconds(20));
    for (Caller caller : List.of(HUB, FOR_UNIT, IT, OTHER_UNIT, ADMIN)) {
      for (HoldingsCheck check :
          List.of(
              street.deliveries.holdings(caller),
              street.deliveries.holdings(caller, today.minusDays(1), today.plusDays(2), null))) {
        assertThat(check.agrees()).isFalse();
        assertThat(check.lines()).singleElement().matches(line -> line.differing() == 2);
        String first = caller.equals(FOR_UNIT) || caller.equals(IT) ? number(1) : null;
        String second = caller.equals(OTHER_UNIT) || caller.equals(ADMIN) ? null : number(2);
        assertThat(check.differences())
            .extracting(HoldingsCheck.Difference::caseNumber)
            .as(caller.account())
            .containsExactly(first, second);
      }
    }
  }

  private static Caller officer1(String unit, Role... roles) {
    return new Caller(OFFICER.account(), Set.of(roles), unit, "127.0.0.1", null);
  }

  @Test
  void underTheSameKeyWhoseUnitHasChangedIsToldThatThereIsNoSuchDelivery() {
    Delivery refused = refused(1);
    Map<String, Object> confirm = Map.of("action", "confirm", "receipt", "R-9");
    Delivery first = street.deliveries.act(OFFICER, refused.id(), "k", confirm);
    assertThat(street.deliveries.act(OFFICER, refused.id(), "k", confirm)).isEqualTo(first);
    Caller moved = officer1("城管科", Role.OFFICER);
    notThere(() -> street.deliveries.act(moved, refused.id(), "k", confirm));
  }

  @Test
  void underTheSameKeyTheWordsOfSystemsAreForWhomTheyAreNow() {
    Delivery refused = refused(1);
    Map<String, Object> replay = Map.of("action", "replay");
    Delivery first = street.deliveries.act(OFFICER, refused.id(), "k", replay);
    assertThat(first.history().get(0).detail()).contains("姓名不符");
    assertThat(first.allowedActions()).containsExactly("abandon");
    Caller trainee = officer1("民政科", Role.CLERK, Role.STREET_IT);
    Delivery again = street.deliveries.act(trainee, refused.id(), "k", replay);
    assertThat(again.history().get(0).detail()).isNotEmpty().doesNotContain("姓名");
    assertThat(again.allowedActions()).isEmpty();
    assertThat(again.state()).isEqualTo(first.state());
  }

  @Test
  void underTheSameKeyAReplayNamesWhatIsStillThereForTheCaller() {
    Delivery refused = refused(1);
    delivered(2);
    List<String> ids = List.of(refused.id(), street.only(2).id());
    Replay first = street.deliveries.replay(OFFICER, "k", Map.of("ids", ids));
    assertThat(first.count()).isOne();
    assertThat(street.deliveries.replay(OFFICER, "k", Map.of("ids", ids))).isEqualTo(first);
    Replay again = street.deliveries.replay(officer1("城管科", Role.OFFICER), "k", Map.of("ids", ids));
    assertThat(again.count()).isZero();
    assertThat(again.deliveries()).isEmpty();
    assertThat(again.skipped())
        .extracting(Replay.Skipped::reason)
        .containsExactly(Code.DELIVERY_NOT_FOUND.sentence());
  }
}
