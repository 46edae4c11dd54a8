package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.core.delivery.Street.CLERK;
import static org.hutong.core.delivery.Street.IT;
import static org.hutong.core.delivery.Street.OFFICER;
import static org.hutong.delivery.DeliveryState.ABANDONED;
import static org.hutong.delivery.DeliveryState.ASSISTED;
import static org.hutong.delivery.DeliveryState.DELIVERED;
import static org.hutong.delivery.DeliveryState.QUARANTINED;
import static org.hutong.delivery.DeliveryState.SUPERSEDED;
import static org.hutong.delivery.DeliveryState.UNKNOWN;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.Outcome.SheetField;
import org.hutong.core.delivery.CaseSource.Expected;
import org.hutong.core.store.Times;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.DeliveryFilter;
import org.hutong.delivery.Lane;
import org.hutong.delivery.Reconciliation;
import org.hutong.kernel.Operation;
import org.hutong.kernel.Page;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerServiceTest extends OnDerby {
  private static final Caller OTHER_UNIT =
      new Caller("officer2", Set.of(Role.OFFICER), "城管科", "127.0.0.1", null);
  private static final Caller DISPATCHER =
      new Caller("dispatcher1", Set.of(Role.DISPATCHER), "民政科", "127.0.0.1", null);
  private static final Caller HUB = new Caller("hub", Set.of(Role.HUB), null, "10.0.0.1", null);

  private int keys;
  private long auditBefore;

  @BeforeEach
  void open() throws Exception {
    street = new Street(database, Clock.systemUTC(), "si-02").open();
    auditBefore = lastAudit();
  }

  @Test
  void aRefusedDeliveryIsSentAgainWhenAPersonSaysSo() {
    Delivery refused = refused(1);
    assertThat(refused.allowedActions()).containsExactly("replay", "confirm", "abandon");
    Delivery replayed = act(OFFICER, refused, Map.of("action", "replay", "reason", "已更正映射"));
    assertThat(replayed.allowedActions()).containsExactly("abandon");
    street.awaitStates(1, DELIVERED);
    Delivery after = street.deliveries.get(OFFICER, refused.id(), null);
    assertThat(after.receipt()).isEqualTo("R-1");
    assertThat(after.history())
        .extracting(Delivery.Attempt::outcome)
        .containsExactly("REJECTED", "REPLAYED", "DELIVERED");
    assertThat(after.history().get(1).detail()).isEqualTo("officer1：已更正映射");
    assertThat(audited("delivery.replay")).hasSize(1);
  }

  @Test
  void aReplayBeginsANewBudgetOfAttempts() {
    street.remote("si-02").otherwise = Remote.IS_BUSY;
    street.accept(1);
    street.awaitStates(1, QUARANTINED);
    act(IT, street.only(1), Map.of("action", "replay"));
    Street.await(() -> street.remote("si-02").attempts().size() == 8, () -> "8 attempts");
    street.awaitStates(1, QUARANTINED);
  }

  @Test
  void aPersonConfirmsTheReceiptReadInTheSystemAndWhatFollowsGoesOn() {
    Remote remote = street.remote("si-02");
    remote.canLookUp = false;
    remote.deduplicates = false;
    remote.next(Remote.KEEPS_BUT_IS_SILENT);
    street.accept(1);
    street.awaitStates(1, UNKNOWN);
    street.correct(1, 2);
    Delivery confirmed =
        actOnceIdle(
            CLERK, street.of(1).get(0), Map.of("action", "confirm", "receipt", " 2016-77 "));
    assertThat(confirmed.state()).isEqualTo(DELIVERED);
    assertThat(confirmed.receipt()).isEqualTo("2016-77");
    assertThat(confirmed.endedAt()).isNotNull();
    street.awaitStates(1, DELIVERED, DELIVERED);
    assertThat(remote.documents.values())
        .last()
        .satisfies(d -> assertThat(d.earlierReceipt()).isEqualTo("2016-77"));
  }

  @Test
  void aReceiptTypedBackFromASheetIsASuccessOfItsSystem() {
    street
        .remote("si-02")
        .next((document, r) -> new Outcome.NeedsPerson(List.of(new SheetField("姓名", "某"))));
    street.accept(1);
    street.awaitStates(1, ASSISTED);
    assertThat(street.engine.lastSuccess("si-02")).isEmpty();

    act(CLERK, street.of(1).get(0), Map.of("action", "confirm", "receipt", "JB1"));
    Street.await(() -> street.engine.lastSuccess("si-02").isPresent(), () -> "the success");
  }

  @Test
  void onlyTheOwningOfficerGivesADeliveryUpAndSaysWhy() {
    Delivery refused = refused(1);
    assertCode(Code.ROLE_REQUIRED, CLERK, refused, Map.of("action", "abandon", "reason", "重复"));
    assertCode(Code.ROLE_REQUIRED, IT, refused, Map.of("action", "abandon", "reason", "重复"));
    assertCode(
        Code.ROLE_REQUIRED, DISPATCHER, refused, Map.of("action", "abandon", "reason", "重复"));
    assertThat(street.deliveries.get(DISPATCHER, refused.id(), null).allowedActions())
        .containsExactly("replay", "confirm");
    assertCode(
        Code.DELIVERY_NOT_FOUND, OTHER_UNIT, refused, Map.of("action", "abandon", "reason", "重复"));
    assertThatThrownBy(() -> act(OFFICER, refused, Map.of("action", "abandon")))
        .isInstanceOfSatisfying(
            Refused.class,
            r ->
                assertThat(r.errors())
                    .containsExactly(FieldError.of("/reason", Code.FIELD_MISSING)));
    Delivery abandoned =
        act(
            OFFICER,
            refused,
            Map.of("action", "abandon", "reason", "与 110102198001011239 重复，已电话 13800000000"));
    assertThat(abandoned.state()).isEqualTo(ABANDONED);
    assertThat(abandoned.why()).isEqualTo(Why.ABANDONED);
    assertThat(audited("delivery.abandon")).containsExactly("与 *** 重复，已电话 ***");
  }

  @Test
  void anActionThatTheStateDoesNotAllowNamesWhatItAllows() {
    street.accept(1);
    street.awaitStates(1, DELIVERED);
    assertThatThrownBy(() -> act(OFFICER, street.only(1), Map.of("action", "replay")))
        .isInstanceOfSatisfying(
            Refused.class,
            r -> {
              assertThat(r.code()).isEqualTo(Code.DELIVERY_ACTION_ILLEGAL);
              assertThat(r.allowedActions()).isEmpty();
            });
  }

  @Test
  void everythingWrongWithAnActionIsNamedAtOnce() {
    Delivery refused = refused(1);
    assertThatThrownBy(
            () -> act(OFFICER, refused, Map.of("action", "confirm", "receipt", 7L, "a/b", "c")))
        .isInstanceOfSatisfying(
            Refused.class,
            r ->
                assertThat(r.errors())
                    .containsExactlyInAnyOrder(
                        FieldError.of("/receipt", Code.FIELD_TYPE),
                        FieldError.of("/a~1b", Code.FIELD_UNKNOWN)));
  }

  @Test
  void theSameKeyGivesTheFirstAnswerAgainAndAnotherBodyIsRefused() {
    Delivery refused = refused(1);
    Map<String, Object> action = Map.of("action", "confirm", "receipt", "R-9");
    Delivery first = street.deliveries.act(OFFICER, refused.id(), "k", action);
    assertThat(street.deliveries.act(OFFICER, refused.id(), "k", action)).isEqualTo(first);
    assertThatThrownBy(
            () ->
                street.deliveries.act(
                    OFFICER, refused.id(), "k", Map.of("action", "confirm", "receipt", "R-8")))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(Code.IDEMPOTENCY_KEY_REUSED));
  }

  @Test
  void whatASystemSaidOfAPersonIsForTheStaffAndNotForContractedIt() {
    Delivery refused = refused(1);
    assertThat(refused.why()).contains("E12").doesNotContain("姓名");
    assertThat(street.deliveries.get(CLERK, refused.id(), null).history().get(0).detail())
        .contains("姓名不符");
    assertThat(street.deliveries.get(IT, refused.id(), null).history().get(0).detail())
        .doesNotContain("姓名");
    assertThat(street.deliveries.get(HUB, refused.id(), null).history().get(0).detail())
        .doesNotContain("姓名");
  }

  @Test
  void administratorsReadNoDeliveriesAndUnitsSeeTheirOwn() {
    Delivery refused = refused(1);
    for (Role role : List.of(Role.ADMIN, Role.SECURITY, Role.AUDITOR)) {
      Caller administrator = new Caller("a", Set.of(role), null, "console", null);
      assertThatThrownBy(() -> street.deliveries.get(administrator, refused.id(), null))
          .isInstanceOfSatisfying(
              Refused.class, r -> assertThat(r.code()).isEqualTo(Code.ROLE_REQUIRED));
    }
    DeliveryFilter all = new DeliveryFilter(null, null, null, 10, null);
    assertThat(street.deliveries.find(OTHER_UNIT, all).items()).isEmpty();
    assertThat(street.deliveries.find(CLERK, all).items()).hasSize(1);
    assertThat(street.deliveries.find(HUB, all).items()).hasSize(1);
  }

  @Test
  void pagesFollowOneAnotherByStateAndSystem() {
    for (int i = 1; i <= 25; i++) {
      street.accept(i);
    }
    Street.await(() -> street.remote("si-02").effects().size() == 25, () -> "25 effects");
    for (int i = 1; i <= 25; i++) {
      street.awaitStates(i, DELIVERED);
    }
    List<String> seen = new ArrayList<>();
    String after = null;
    do {
      Page<Delivery> page =
          street.deliveries.find(IT, new DeliveryFilter("si-02", DELIVERED, null, 7, after));
      page.items().forEach(d -> seen.add(d.id()));
      after = page.next() == null ? null : page.next().value();
    } while (after != null);
    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    assertThatThrownBy(
            () -> street.deliveries.find(IT, new DeliveryFilter(null, null, null, 7, "../x")))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(Code.CURSOR_INVALID));
    assertThatThrownBy(
            () -> street.deliveries.find(IT, new DeliveryFilter(null, null, null, 501, null)))
        .isInstanceOf(Refused.class);
  }

  @Test
  void theLedgerAddsUpOrSaysWhatDiffers() {
    street.accept(1);
    street.accept(2);
    street.awaitStates(1, DELIVERED);
    street.awaitStates(2, DELIVERED);
    expect(1, 1, Operation.CREATE);
    expect(2, 1, Operation.CREATE);
    assertThat(reconcile().balanced()).isTrue();
    assertThat(reconcile().lines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.expected()).isEqualTo(2);
              assertThat(line.states()).containsEntry(DELIVERED, 2L);
            });

    expect(3, 1, Operation.CREATE);
    street.expected.remove(0);
    assertThat(reconcile().balanced()).isFalse();
    assertThat(reconcile().differences())
        .extracting(Reconciliation.Difference::caseNumber, Reconciliation.Difference::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Street.number(1), "UNEXPECTED"),
            org.assertj.core.groups.Tuple.tuple(Street.number(3), "MISSING"));
  }

  @Test
  void correctionsAndNeedlessCancellationsAddUpToo() {
    street.lanes.pause(IT, "si-02", "检修");
    street.accept(1);
    street.correct(1, 2);
    street.withdraw(1, 2);
    assertThat(street.states(1)).startsWith(SUPERSEDED);
    expect(1, 1, Operation.CREATE);
    expect(1, 2, Operation.CORRECT);
    expect(1, 2, Operation.CANCEL);
    assertThat(reconcile().balanced()).as(reconcile().toString()).isTrue();
  }

  @Test
  void aPauseSaysWhoAndWhyAndIsAudited() {
    Lane paused = street.lanes.pause(IT, "si-02", "对方检修");
    assertThat(paused.paused()).isTrue();
    assertThat(paused.pausedBy()).isEqualTo("it1");
    street.accept(1);
    Lane shown = street.lanes.list(IT).get(0);
    assertThat(shown.depth()).hasSize(1);
    assertThat(shown.oldest()).isNotNull();
    assertThat(street.only(1).why()).isEqualTo("通道已由 it1 暂停：对方检修");
    assertThat(street.lanes.resume(IT, "si-02", "检修完毕").paused()).isFalse();
    street.awaitStates(1, DELIVERED);
    assertThat(audited("lane.pause")).hasSize(1);
    assertThatThrownBy(() -> street.lanes.pause(IT, "si-99", "x"))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(Code.SYSTEM_NOT_FOUND));
    assertThatThrownBy(() -> street.lanes.pause(CLERK, "si-02", "x"))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(Code.ROLE_REQUIRED));
  }

  private Delivery refused(long caseId) {
    street.remote("si-02").next(Remote.REJECTS);
    street.accept(caseId);
    street.awaitStates(caseId, QUARANTINED);
    street.awaitIdle("si-02", caseId);
    return street.deliveries.get(OFFICER, street.only(caseId).id(), null);
  }

  private Delivery act(Caller caller, Delivery delivery, Map<String, Object> action) {
    return street.deliveries.act(caller, delivery.id(), "key-" + ++keys, action);
  }

  /** As a person does: while a call of the case is under way, one is told to confirm later. */
  private Delivery actOnceIdle(Caller caller, Delivery delivery, Map<String, Object> action) {
    AtomicReference<Delivery> done = new AtomicReference<>();
    Street.await(
        () -> {
          try {
            done.set(act(caller, delivery, action));
            return true;
          } catch (Refused e) {
            assertThat(e.code()).isEqualTo(Code.DELIVERY_ACTION_ILLEGAL);
            return false;
          }
        },
        () -> "the end of the call");
    return done.get();
  }

  private void assertCode(Code code, Caller caller, Delivery delivery, Map<String, Object> action) {
    assertThatThrownBy(() -> act(caller, delivery, action))
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.code()).isEqualTo(code));
  }

  private void expect(long caseId, int revision, Operation operation) {
    street.expected.add(new Expected(Street.number(caseId), revision, "si-02", operation));
  }

  private Reconciliation reconcile() {
    LocalDate today = Times.day(Clock.systemUTC().instant());
    return street.deliveries.reconciliation(IT, today.minusDays(1), today.plusDays(2));
  }

  private List<String> audited(String what) {
    return street.store.read(
        c -> {
          List<String> reasons = new ArrayList<>();
          try (PreparedStatement query =
              c.prepareStatement("SELECT why FROM audit_log WHERE what = ? AND seq > ?")) {
            query.setString(1, what);
            query.setLong(2, auditBefore);
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                reasons.add(row.getString(1));
              }
            }
          }
          return reasons;
        });
  }

  private long lastAudit() {
    return street.store.read(
        c -> {
          try (PreparedStatement query = c.prepareStatement("SELECT MAX(seq) FROM audit_log");
              ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }
}
