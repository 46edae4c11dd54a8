package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Case;
import org.hutong.casework.CaseState;
import org.hutong.casework.CaseSummary;
import org.hutong.casework.Dispute;
import org.hutong.casework.Disputes;
import org.hutong.casework.Ruling;
import org.hutong.casework.StepState;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.catalogue.FormChecker;
import org.hutong.core.catalogue.GapCheck;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.hutong.core.store.TurnableClock;
import org.hutong.core.tasks.TaskRoom;
import org.hutong.kernel.WorkingDays;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.hutong.tasks.Task;
import org.hutong.tasks.Tasks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps between units over days: suspension, dispute, ruling. */
class FlowTest {
  private static final Caller CLERK = caller("clerk1", "东经路站", Role.CLERK);
  private static final Caller FIRST = caller("sbs1", "社保所", Role.OFFICER);
  private static final Caller DISPATCHER = caller("disp1", "分中心", Role.DISPATCHER);

  @TempDir Path folder;
  private final TurnableClock clock = new TurnableClock("2016-09-14T04:00:00Z");
  private SqlStore store;
  private Standards standards;
  private CaseDesk desk;
  private Disputes disputes;
  private int keys;

  private static Caller caller(String name, String unit, Role role) {
    return new Caller(name, Set.of(role), unit, "127.0.0.1", null);
  }

  @BeforeEach
  void open() throws Exception {
    store =
        SqlStore.open(
            DatabaseConfig.derby(folder.resolve("data/db")),
            KeyRing.open(folder.resolve("keys")),
            clock);
    Path config = Path.of("../../config");
    Calendars calendars = new Calendars(config);
    CatalogueFiles catalogue = new CatalogueFiles(config, calendars);
    catalogue.load();
    calendars.load();
    standards =
        new Standards(
            catalogue,
            new FormChecker(),
            new GapCheck(),
            calendars::workingDays,
            catalogue.units());
    desk =
        CaseRoom.desk(
            "110102014",
            store,
            standards,
            new SilentLedger(),
            (caller, purpose, units, open) ->
                caller.is(Role.DISPATCHER) || caller.is(Role.HUB) || units.contains(caller.unit())
                    ? Sight.View.CLEAR
                    : Sight.View.NONE,
            CaseRoom.DETERMINATION_LIMIT,
            clock);
    disputes = CaseRoom.disputes("110102014", store, standards, clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Case entered() {
    Map<String, Object> body = new HashMap<>();
    body.put("item", Map.of("scheme", "survey-2016", "code", "MZ-28"));
    body.put(
        "subject",
        Map.of(
            "kind",
            "PERSON",
            "name",
            "甲某",
            "idType",
            "RESIDENT_ID",
            "idNumber",
            "11010519491231002X",
            "phone",
            "13800000000",
            "address",
            "东经路12号",
            "community",
            Map.of("scheme", "stat-2022", "code", "110102014003")));
    body.put("form", Map.of("applyAmountFen", 300000L, "difficulty", "大病"));
    body.put("materials", List.of(Map.of("code", "ID_COPY", "verifiedOriginal", true)));
    body.put("channel", "STATION");
    return desk.register(CLERK, "k" + ++keys, body);
  }

  private Case act(Caller caller, Case c, Object... request) {
    Map<String, Object> body = new HashMap<>();
    for (int i = 0; i < request.length; i += 2) {
      body.put((String) request[i], request[i + 1]);
    }
    return desk.act(caller, c.number(), c.version(), "k" + ++keys, body);
  }

  private Case contested(Case c) {
    return act(FIRST, c, "action", "contest", "reason", "不归本单位", "basis", "部门职责规定");
  }

  @Test
  void aSuspendedLimitGoesOnWhereItStopped() {
    Case c = entered();
    LocalDate before = c.due().due();
    clock.on("2016-09-19");
    Case stopped = act(FIRST, c, "action", "suspend", "reason", "待核查", "basis", "规定");
    assertThat(stopped.due().status()).isEqualTo("SUSPENDED");
    clock.on("2016-09-21");
    Case resumed = act(FIRST, stopped, "action", "resume");
    assertThat(resumed.due().status()).isEqualTo("RUNNING");
    // 15 working days from 2016-09-14 end on 2016-10-11; two were suspended.
    assertThat(before).isEqualTo("2016-10-11");
    assertThat(resumed.due().due()).isEqualTo("2016-10-13");
  }

  @Test
  void aDisputeLeavesTheClockAndTheApplicantAloneAndNobodyEndsTheCaseMeanwhile() {
    Case c = entered();
    Case contested = contested(c);
    assertThat(contested.due()).isEqualTo(c.due());
    assertThat(contested.progress()).isEqualTo("办理中");
    assertThat(desk.get(DISPATCHER, c.number(), null).allowedActions())
        .containsExactlyInAnyOrder("determine", "supervise", "withdraw");
    assertThatThrownBy(() -> act(DISPATCHER, contested, "action", "terminate", "reason", "x"))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(Code.CASE_ACTION_ILLEGAL));
  }

  @Test
  void theMonthsListSaysWhatADisputeCost() {
    contested(entered());
    clock.on("2016-09-22");
    Disputes.Month month = disputes.month(DISPATCHER, YearMonth.of(2016, 9));
    assertThat(month.disputes()).extracting(Dispute::status).containsExactly("OVERDUE");
    assertThat(month.disputes()).extracting(Dispute::workingDaysLost).containsExactly(5);
    assertThat(month.items()).extracting(Disputes.ItemSum::workingDaysLost).containsExactly(5);
    assertThat(disputes.month(DISPATCHER, YearMonth.of(2016, 8)).disputes()).isEmpty();
  }

  @Test
  void aDeterminationBindsCasesRegisteredFromItsDayOn() {
    Case before = entered();
    Case determined =
        act(
            DISPATCHER,
            contested(before),
            "action",
            "determine",
            "unit",
            "民政科",
            "reason",
            "属民政科",
            "rule",
            "临时救助由民政科初审",
            "ruleFrom",
            "2016-09-20");
    assertThat(determined.steps().get(0).unit()).isEqualTo("民政科");
    assertThat(disputes.rulings(CLERK)).extracting(Ruling::unit).containsExactly("民政科");
    assertThat(CaseRoom.rulings(store).get()).isEqualTo(disputes.rulings(CLERK));
    assertThat(entered().steps().get(0).unit()).isEqualTo("社保所");
    clock.on("2016-09-20");
    assertThat(entered().steps().get(0).unit()).isEqualTo("民政科");
  }

  @Test
  void theFirstStepIsNotSentBackAndAStepIsNotTransferredToItsOwnUnit() {
    Case c = entered();
    assertThat(desk.get(FIRST, c.number(), null).allowedActions()).doesNotContain("sendBack");
    assertThatThrownBy(() -> act(FIRST, c, "action", "transfer", "unit", "社保所", "reason", "误"))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.code()).isEqualTo(Code.INVALID_REQUEST));
    Case second = act(FIRST, c, "action", "approve");
    Case back = act(DISPATCHER, second, "action", "sendBack", "reason", "缺意见");
    assertThat(back.steps().get(0).state().name()).isEqualTo("SENT_BACK");
    assertThat(act(FIRST, back, "action", "approve").steps().get(1).unit()).isEqualTo("民政科");
  }

  @Test
  void aCorrectionRequiredOfAnAcceptedCaseComesBackToTheStepThatAskedForIt() {
    Case c = entered();
    assertThat(desk.get(CLERK, c.number(), null).allowedActions())
        .doesNotContain("requireCorrection");
    Case asked = act(FIRST, c, "action", "requireCorrection", "reason", "金额与证明不符");
    assertThat(asked.state()).isEqualTo(CaseState.CORRECTION_REQUIRED);
    assertThat(desk.get(CLERK, c.number(), null).allowedActions())
        .contains("resubmit")
        .doesNotContain("refuse");
    Case corrected =
        desk.correct(
            CLERK,
            c.number(),
            asked.version(),
            "k" + ++keys,
            Map.of("form", Map.of("applyAmountFen", 200000L)));
    Case back = act(CLERK, corrected, "action", "resubmit");
    assertThat(back.state()).isEqualTo(CaseState.ACCEPTED);
    assertThat(back.number()).isEqualTo(c.number());
    assertThat(act(FIRST, back, "action", "approve").steps().get(1).unit()).isEqualTo("民政科");
  }

  @Test
  void theHistorySaysOfWhichLevelEachActorWas() {
    Case c = act(FIRST, entered(), "action", "approve");
    c = act(DISPATCHER, c, "action", "approve");
    Caller bureau = new Caller("hub", Set.of(Role.HUB), "区指挥中心", "127.0.0.1", "区民政局");
    Case last = act(bureau, c, "action", "approve");
    assertThat(last.steps()).allMatch(s -> s.state() == StepState.DONE);
    assertThat(last.history())
        .filteredOn(e -> e.unit().equals("社保所"))
        .extracting(Case.Event::level)
        .containsExactly("街道");
    assertThat(last.history()).last().extracting(Case.Event::level).isEqualTo("区");
    Case done = act(bureau, last, "action", "complete", "decision", Map.of("amountFen", 200000L));
    assertThat(desk.get(DISPATCHER, done.number(), null).decision().outcome())
        .containsEntry("amountFen", 200000L);
  }

  @Test
  void casesAreListedByTheirLimitTheMostUrgentFirst() {
    Case first = entered();
    clock.on("2016-09-20");
    Case second = entered();
    clock.on("2016-10-10");
    assertThat(numbers("SOON")).containsExactly(first.number());
    clock.on("2016-10-31");
    assertThat(numbers("OVERDUE")).containsExactly(first.number(), second.number());
    Map<String, Object> page = new HashMap<>(Map.of("purpose", "P", "due", "OVERDUE", "limit", 1L));
    page.put("after", desk.search(DISPATCHER, page).next().value());
    assertThat(desk.search(DISPATCHER, page).items())
        .extracting(CaseSummary::number)
        .containsExactly(second.number());
    assertThat(numbers("CALENDAR_MISSING")).isEmpty();
  }

  private List<String> numbers(String due) {
    return desk.search(DISPATCHER, Map.of("purpose", "P", "due", due)).items().stream()
        .map(CaseSummary::number)
        .toList();
  }

  @Test
  void aLineOfDailyWorkIsNoServiceRecordAndIsToldWhereItBelongs() {
    assertThatThrownBy(() -> desk.register(CLERK, "k", Map.of("note", "今日清理楼道堆物")))
        .isInstanceOfSatisfying(
            Refused.class,
            r -> {
              assertThat(r.code()).isEqualTo(Code.NOT_A_SERVICE_RECORD);
              assertThat(r).hasMessageContaining("民情日志");
              assertThat(r.errors()).extracting(FieldError::pointer).contains("/item", "/subject");
            });
  }

  @Test
  void aCaseLinkedToATaskTwiceIsToldOnce() {
    Sight sight = (caller, purpose, units, open) -> Sight.View.CLEAR;
    Deadlines deadlines = new Deadlines(() -> new WorkingDays(Set.of(), Set.of(), Set.of()));
    Tasks tasks =
        TaskRoom.desk(
            "110102014",
            store,
            TaskRoom.limits(store, deadlines),
            CaseRoom.links(store, standards, sight),
            sight,
            clock);
    Map<String, Object> given = Map.of("reference", "RW1", "source", "GRID", "content", "探访");
    Task task = tasks.create(caller("hub", "区指挥中心", Role.HUB), "t0", given);
    Case c = entered();
    List<Map<String, Object>> acts =
        List.of(
            Map.of("action", "accept"),
            Map.of("action", "assign", "unit", "民政科"),
            Map.of("action", "link", "case", c.number()),
            Map.of("action", "link", "case", c.number()));
    for (Map<String, Object> act : acts) {
      task = tasks.act(DISPATCHER, task.id(), task.version(), "t" + ++keys, act);
    }
    assertThat(task.cases()).containsExactly(c.number());
    assertThat(desk.get(DISPATCHER, c.number(), "CASE_HANDLING").history())
        .filteredOn(e -> e.what().equals("task"))
        .hasSize(1);
  }
}
