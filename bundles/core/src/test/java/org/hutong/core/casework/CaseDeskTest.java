package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Case;
import org.hutong.casework.Case.DeliveryLine;
import org.hutong.casework.Case.Event;
import org.hutong.casework.CaseState;
import org.hutong.casework.StepState;
import org.hutong.catalogue.DeliverOn;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.catalogue.FormChecker;
import org.hutong.core.catalogue.GapCheck;
import org.hutong.core.delivery.CaseRef;
import org.hutong.core.delivery.CaseSource;
import org.hutong.core.delivery.Ledger;
import org.hutong.core.store.ChangeFeed;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.hutong.core.store.Tx;
import org.hutong.kernel.Page;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseDeskTest {
  private static final Caller CLERK = caller("clerk1", "东经路站", Role.CLERK);
  private static final Caller FIRST = caller("sbs1", "社保所", Role.OFFICER);
  private static final Caller FINAL = caller("mzk1", "民政科", Role.OFFICER);
  private static final Caller DISPATCHER = caller("disp1", "分中心", Role.DISPATCHER);
  private static final Caller STRANGER = caller("clerk9", "别的站", Role.CLERK);

  @TempDir Path folder;
  private SqlStore store;
  private CaseDesk desk;
  private CaseSource source;
  private final List<String> planned = new ArrayList<>();
  private CaseRef entered;

  private static Caller caller(String name, String unit, Role role) {
    return new Caller(name, Set.of(role), unit, "127.0.0.1", null);
  }

  /** Notes what casework asks of the ledger; the ledger itself has its own tests. */
  private final class Notes implements Ledger {
    @Override
    public List<DeliveryLine> reached(Tx tx, CaseRef ref, DeliverOn moment) {
      planned.add(moment + " " + ref.revision());
      entered = ref;
      return List.of();
    }

    @Override
    public void corrected(Tx tx, CaseRef ref) {
      planned.add("corrected " + ref.revision());
    }

    @Override
    public void withdrawn(Tx tx, CaseRef ref, String reason) {
      planned.add("withdrawn " + ref.revision());
    }

    @Override
    public List<DeliveryLine> lines(Connection connection, long caseId) {
      return List.of();
    }
  }

  @BeforeEach
  void open() throws Exception {
    store =
        SqlStore.open(
            DatabaseConfig.derby(folder.resolve("data/db")),
            KeyRing.open(folder.resolve("keys")),
            Clock.systemUTC());
    Path config = Path.of("../../config");
    Calendars calendars = new Calendars(config);
    CatalogueFiles catalogue = new CatalogueFiles(config, calendars);
    assertThat(catalogue.load()).isEmpty();
    calendars.load();
    Standards standards =
        new Standards(
            catalogue,
            new FormChecker(),
            new GapCheck(),
            calendars::workingDays,
            catalogue.units());
    source = CaseRoom.source(store, standards);
    desk =
        CaseRoom.desk(
            "110102014",
            store,
            standards,
            new Notes(),
            (caller, purpose, units, open) ->
                caller.is(Role.DISPATCHER) || units.contains(caller.unit())
                    ? (purpose == null ? Sight.View.MASKED : Sight.View.CLEAR)
                    : Sight.View.NONE,
            CaseRoom.DETERMINATION_LIMIT,
            Clock.systemUTC());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Map<String, Object> body(Object... changes) {
    Map<String, Object> subject = new LinkedHashMap<>();
    subject.put("kind", "PERSON");
    subject.put("name", "阿依古丽•买买提");
    subject.put("idType", "RESIDENT_ID");
    subject.put("idNumber", "11010519491231002x");
    subject.put("phone", "13800000000");
    subject.put("address", "东经路12号院3-2-301");
    subject.put("community", Map.of("scheme", "stat-2022", "code", "110102014003"));
    Map<String, Object> body = new HashMap<>();
    body.put("item", Map.of("scheme", "survey-2016", "code", "MZ-28", "version", 1L));
    body.put("subject", subject);
    body.put("form", Map.of("applyAmountFen", 300000L, "difficulty", "大病"));
    body.put("materials", List.of(Map.of("code", "ID_COPY", "verifiedOriginal", true)));
    body.put("channel", "STATION");
    for (int i = 0; i < changes.length; i += 2) {
      body.put((String) changes[i], changes[i + 1]);
    }
    return body;
  }

  private static void refused(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.code()).isEqualTo(code));
  }

  @Test
  void aCompleteEntryIsAcceptedOnTheSpotAndGoesOut() {
    Case entered = desk.register(CLERK, "k1", body());
    assertThat(entered.state()).isEqualTo(CaseState.ACCEPTED);
    assertThat(entered.gaps()).isEmpty();
    assertThat(entered.subject().name()).isEqualTo("阿依古丽·买买提");
    assertThat(entered.subject().idNumber()).isEqualTo("11010519491231002X");
    assertThat(entered.due().due()).isAfter(LocalDate.now(Clock.systemUTC()));
    assertThat(entered.steps()).first().extracting(Case.Step::state).isEqualTo(StepState.ACTIVE);
    assertThat(planned).containsExactly("ACCEPTED 1");
    assertThat(entered.history()).extracting(Event::what).containsExactly("register", "accept");
    assertThat(
            new ChangeFeed(store, "110102014", 1).after(CLERK, null, 10, Duration.ZERO).changes())
        .singleElement()
        .satisfies(c -> assertThat(c.reference()).isEqualTo(entered.number()));
  }

  @Test
  void theSameKeyGivesTheFirstAnswerAgainWhateverHappenedSince() {
    Case first = desk.register(CLERK, "k1", body());
    desk.correct(CLERK, first.number(), first.version(), "k2", Map.of("note", "补充"));
    assertThat(desk.register(CLERK, "k1", body())).isEqualTo(first);
    refused(Code.IDEMPOTENCY_KEY_REUSED, () -> desk.register(CLERK, "k1", body("note", "另一件")));
    assertThat(planned).containsExactly("ACCEPTED 1", "corrected 2");
  }

  @Test
  void whatIsMissingComesBackAllAtOnceAndNothingGoesOut() {
    Case entered = desk.register(CLERK, "k1", body("materials", List.of()));
    assertThat(entered.state()).isEqualTo(CaseState.REGISTERED);
    assertThat(entered.gaps()).extracting(Case.Gap::code).containsExactly("ID_COPY");
    assertThat(planned).isEmpty();
    refused(
        Code.CASE_MATERIAL_MISSING,
        () ->
            desk.act(CLERK, entered.number(), entered.version(), "k2", Map.of("action", "accept")));
  }

  @Test
  void everyWrongFieldIsNamedAtOnceWithItsPointerAndWithoutItsValue() {
    Map<String, Object> body = body("surprise", 1L, "channel", "PIGEON");
    @SuppressWarnings("unchecked")
    Map<String, Object> subject = (Map<String, Object>) body.get("subject");
    subject.put("idNumber", "110105194912310021");
    subject.put("phone", 13800000000L);
    body.put("form", Map.of("applyAmountFen", "3000"));
    assertThatThrownBy(() -> desk.register(CLERK, "k1", body))
        .isInstanceOfSatisfying(
            Refused.class,
            r -> {
              assertThat(r.errors())
                  .extracting(FieldError::pointer)
                  .containsExactlyInAnyOrder(
                      "/surprise",
                      "/subject/idNumber",
                      "/subject/phone",
                      "/channel",
                      "/form/applyAmountFen",
                      "/form/difficulty");
              assertThat(r.errors()).noneMatch(e -> e.message().contains("1101051949"));
            });
    assertThat(store.published()).isZero();
  }

  @Test
  void aChildNeedsAGuardian() {
    Map<String, Object> body = body();
    @SuppressWarnings("unchecked")
    Map<String, Object> subject = (Map<String, Object>) body.get("subject");
    subject.put("idNumber", childId());
    Case entered = desk.register(CLERK, "k1", body);
    assertThat(entered.gaps()).extracting(Case.Gap::pointer).containsExactly("/guardian");
  }

  private static String childId() {
    String head =
        "110102" + LocalDate.now(Clock.systemUTC()).minusYears(8).toString().replace("-", "");
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    String body = head + "001";
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += weights[i] * (body.charAt(i) - '0');
    }
    return body + "10X98765432".charAt(sum % 11);
  }

  @Test
  void anAbolishedItemIsClosedToNewIntake() {
    refused(
        Code.ITEM_CLOSED,
        () -> {
          Map<String, Object> item = Map.of("scheme", "survey-2016", "code", "SQ-07");
          desk.register(CLERK, "k1", body("item", item, "form", Map.of(), "materials", List.of()));
        });
  }

  @Test
  void theStepsGoFromUnitToUnitUntilTheDecision() {
    Case c = desk.register(CLERK, "k1", body());
    String n = c.number();
    refused(
        Code.STEP_NOT_YOURS,
        () -> desk.act(CLERK, n, c.version(), "a0", Map.of("action", "approve")));
    Case first = desk.act(FIRST, n, c.version(), "a1", Map.of("action", "approve"));
    assertThat(first.state()).isEqualTo(CaseState.IN_PROGRESS);
    Case contested =
        desk.act(
            FINAL,
            n,
            first.version(),
            "a2",
            Map.of("action", "contest", "reason", "职责不清", "basis", "三定方案"));
    Case determined =
        desk.act(
            DISPATCHER,
            n,
            contested.version(),
            "a3",
            Map.of("action", "determine", "unit", "民政科", "reason", "属民政", "basis", "调研报告"));
    Case second =
        desk.act(FINAL, n, determined.version(), "a4", Map.of("action", "approve", "step", 2L));
    Case third = desk.act(DISPATCHER, n, second.version(), "a5", Map.of("action", "approve"));
    Case done = desk.act(DISPATCHER, n, third.version(), "a6", Map.of("action", "complete"));
    assertThat(done.state()).isEqualTo(CaseState.COMPLETED);
    assertThat(done.decision().result()).isEqualTo("GRANTED");
    Map<String, Object> score = Map.of("score", 5L);
    refused(Code.CASE_STALE, () -> desk.evaluate(CLERK, n, third.version(), "e0", score));
    Case rated = desk.evaluate(CLERK, n, done.version(), "e1", score);
    assertThat(rated.evaluation().level()).isEqualTo("非常满意");
    refused(Code.CASE_EVALUATED, () -> desk.evaluate(CLERK, n, "e2", Map.of("score", 1L)));
    assertThat(planned)
        .containsExactly("ACCEPTED 1", "STEP(1) 1", "STEP(2) 1", "STEP(3) 1", "COMPLETED 1");
  }

  @Test
  void twoOfficersNeverOverwriteOneAnother() {
    Case c = desk.register(CLERK, "k1", body());
    desk.correct(CLERK, c.number(), c.version(), "k2", Map.of("note", "一"));
    refused(
        Code.CASE_STALE,
        () -> desk.correct(CLERK, c.number(), c.version(), "k3", Map.of("note", "二")));
    refused(
        Code.PRECONDITION_MISSING,
        () -> desk.correct(CLERK, c.number(), null, "k4", Map.of("note", "三")));
  }

  @Test
  void aCorrectionIsANewRevisionAndItsMistakesAreNamed() {
    Case c = desk.register(CLERK, "k1", body());
    refused(
        Code.INVALID_REQUEST,
        () ->
            desk.correct(
                CLERK, c.number(), c.version(), "k2", Map.of("form", Map.of("difficulty", 1L))));
    Case corrected =
        desk.correct(
            CLERK,
            c.number(),
            c.version(),
            "k3",
            Map.of("form", Map.of("applyAmountFen", 200000L)));
    assertThat(corrected.revision()).isEqualTo(2);
    assertThat(corrected.form()).containsEntry("applyAmountFen", 200000L);
    assertThat(corrected.form()).containsEntry("difficulty", "大病");
  }

  @Test
  void aCorrectionThatChangesNothingIsNoRevisionAndGoesNowhere() {
    Case c = desk.register(CLERK, "k1", body());

    Case same = desk.correct(CLERK, c.number(), c.version(), "k2", Map.of());

    assertThat(same.revision()).isEqualTo(c.revision());
    assertThat(same.version()).isEqualTo(c.version());
    assertThat(planned).containsExactly("ACCEPTED 1");
  }

  @Test
  void withdrawalEndsItAndAnIllegalActionSaysWhatIsAllowed() {
    Case c = desk.register(CLERK, "k1", body());
    Case gone =
        desk.act(
            CLERK, c.number(), c.version(), "a1", Map.of("action", "withdraw", "reason", "不办了"));
    assertThat(gone.state()).isEqualTo(CaseState.WITHDRAWN);
    assertThat(planned).contains("withdrawn 1");
    Map<String, Object> document =
        store.read(c2 -> source.document(c2, source.find(c2, c.number()).getAsLong(), 1));
    assertThat(document.get("ended"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("what", "withdraw")
        .containsEntry("reason", "不办了")
        .containsEntry("unit", CLERK.unit());
    assertThatThrownBy(
            () ->
                desk.act(
                    DISPATCHER, c.number(), gone.version(), "a2", Map.of("action", "complete")))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.allowedActions()).containsExactly("archive"));
  }

  @Test
  void whoHasNothingToDoWithACaseDoesNotLearnThatItExists() {
    Case c = desk.register(CLERK, "k1", body());
    refused(Code.CASE_NOT_FOUND, () -> desk.get(STRANGER, c.number(), "CASE_HANDLING"));
    Case masked = desk.get(CLERK, c.number(), null);
    assertThat(masked.masked()).isTrue();
    assertThat(masked.subject().idNumber()).isEqualTo("110105********002X");
    assertThat(masked.form()).isEmpty();
    assertThat(desk.get(CLERK, c.number(), "CASE_HANDLING").subject().phone())
        .isEqualTo("13800000000");
  }

  @Test
  void searchFindsByNumberPhoneAndNameForAPurposeOnly() {
    Case c = desk.register(CLERK, "k1", body());
    refused(Code.INVALID_REQUEST, () -> desk.search(CLERK, Map.of("phone", "13800000000")));
    for (Map<String, Object> by :
        List.<Map<String, Object>>of(
            Map.of("purpose", "CASE_HANDLING", "idNumber", "11010519491231002X"),
            Map.of("purpose", "CASE_HANDLING", "phone", "138 0000 0000"),
            Map.of("purpose", "CASE_HANDLING", "name", "阿依古丽·买买提"))) {
      assertThat(desk.search(CLERK, by).items())
          .singleElement()
          .satisfies(s -> assertThat(s.number()).isEqualTo(c.number()));
      assertThat(desk.search(STRANGER, by)).isEqualTo(Page.last(List.of()));
    }
  }

  @Test
  void theLanesGetTheCaseAsItIsStored() {
    desk.register(CLERK, "k1", body("note", "家属代办"));
    Map<String, Object> stored = store.read(c -> source.document(c, entered.id(), 1));
    assertThat(entered.document().tree()).isEqualTo(stored).containsEntry("state", "ACCEPTED");
    assertThat(entered.document()).hasToString("CaseDocument[hidden]");
  }
}
