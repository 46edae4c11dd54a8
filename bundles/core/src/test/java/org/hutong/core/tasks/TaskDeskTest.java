package org.hutong.core.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.core.catalogue.ExampleBody.CONFIG;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.DueList;
import org.hutong.changes.Change;
import org.hutong.changes.ChangePage;
import org.hutong.changes.Changes;
import org.hutong.core.casework.CaseRoom;
import org.hutong.core.casework.Deadlines;
import org.hutong.core.casework.Sight;
import org.hutong.core.casework.Standards;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.catalogue.FormChecker;
import org.hutong.core.catalogue.GapCheck;
import org.hutong.core.store.ChangeFeed;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.SqlStore;
import org.hutong.core.store.TurnableClock;
import org.hutong.kernel.Page;
import org.hutong.kernel.WorkingDays;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.hutong.tasks.Task;
import org.hutong.tasks.TaskFilter;
import org.hutong.tasks.TaskState;
import org.hutong.tasks.TaskSummary;
import org.hutong.tasks.Tasks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task goes from the hub to a unit and its report comes back. */
class TaskDeskTest {
  private static final Caller HUB = caller("hub", "区指挥中心", Role.HUB);
  private static final Caller DISPATCHER = caller("disp1", "分中心", Role.DISPATCHER);
  private static final Caller OFFICER = caller("mzk1", "民政科", Role.OFFICER);
  private static final Caller STRANGER = caller("sbs1", "社保所", Role.OFFICER);
  private static final String WORDS = "独居老人张某需要探访";

  @TempDir Path folder;
  private final TurnableClock clock = new TurnableClock("2016-09-14T04:00:00Z");
  private WorkingDays calendar = new WorkingDays(Set.of(2016), Set.of(), Set.of());
  private Standards standards;
  private SqlStore store;
  private TaskLimits limits;
  private Tasks tasks;
  private int keys;

  private static Caller caller(String name, String unit, Role role) {
    return new Caller(name, Set.of(role), unit, "127.0.0.1", null);
  }

  /** As the access room has it: in clear for a purpose, and for the units concerned. */
  private static Sight.View sight(Caller caller, String purpose, Set<String> units, boolean open) {
    String unit = caller.is(Role.HUB) ? caller.onBehalfOf() : caller.unit();
    boolean concerned = caller.is(Role.DISPATCHER) || units.contains(String.valueOf(unit));
    return purpose != null && open && concerned ? Sight.View.CLEAR : Sight.View.MASKED;
  }

  @BeforeEach
  void open() throws Exception {
    store =
        SqlStore.open(
            DatabaseConfig.derby(folder.resolve("data/db")),
            KeyRing.open(folder.resolve("keys")),
            clock);
    limits = TaskRoom.limits(store, new Deadlines(() -> calendar));
    Calendars calendars = new Calendars(CONFIG);
    CatalogueFiles catalogue = new CatalogueFiles(CONFIG, calendars);
    standards =
        new Standards(
            catalogue,
            new FormChecker(),
            new GapCheck(),
            calendars::workingDays,
            catalogue.units());
    tasks =
        TaskRoom.desk(
            "110102014",
            store,
            limits,
            CaseRoom.links(store, standards, TaskDeskTest::sight),
            TaskDeskTest::sight,
            clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Map<String, Object> tree(Object... pairs) {
    Map<String, Object> body = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      body.put((String) pairs[i], pairs[i + 1]);
    }
    return body;
  }

  private Task given(String reference, Object... more) {
    Map<String, Object> body =
        tree("reference", reference, "source", "HOTLINE", "level", 1L, "content", WORDS);
    body.putAll(tree(more));
    return tasks.create(HUB, "k" + ++keys, body);
  }

  private Task act(Caller caller, Task task, Object... action) {
    return tasks.act(caller, task.id(), task.version(), "k" + ++keys, tree(action));
  }

  private static void refused(Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.code()).isEqualTo(code));
  }

  private static Map<String, Object> limit(long amount, String unit) {
    return tree("amount", amount, "unit", unit);
  }

  @Test
  void aTaskGoesFromTheHubToAUnitAndItsReportComesBack() {
    Task task = given("RW1", "limit", limit(3, "WORKING_DAYS"), "feedback", "处理结果");
    assertThat(task.state()).isEqualTo(TaskState.ISSUED);
    assertThat(task.due().due()).hasToString("2016-09-19T23:59:59+08:00");
    assertThat(task.allowedActions()).containsExactly("supervise", "withdraw");
    task = act(DISPATCHER, task, "action", "accept");
    task = act(DISPATCHER, task, "action", "assign", "unit", "民政科");
    task = act(HUB, task, "action", "supervise", "reason", "请尽快");
    task = act(OFFICER, task, "action", "report", "report", "已上门");
    task = act(OFFICER, task, "action", "close", "result", "已探访，情况良好");
    assertThat(task.due().status()).isEqualTo("MET");
    Task seen = tasks.get(HUB, task.id(), "HUB_FOLLOW_UP");
    assertThat(seen.result()).isEqualTo("已探访，情况良好");
    assertThat(seen.supervisions()).isEqualTo(1);
    assertThat(seen.history())
        .extracting(Task.Event::what)
        .containsExactly("issue", "accept", "assign", "supervise", "report", "close");
    assertThat(new ChangeFeed(store, "110102014", 1).after(HUB, null, 10, Duration.ZERO).changes())
        .hasSize(6)
        .allMatch(c -> c.kind().equals("TASK") && c.reference().equals(seen.id()))
        .extracting(Change::revision)
        .containsExactly(1, 2, 3, 4, 5, 6);
    Task again = act(HUB, seen, "action", "reopen", "reason", "未反馈照片");
    assertThat(again.state()).isEqualTo(TaskState.ASSIGNED);
    assertThat(again.due().status()).isEqualTo("RUNNING");
  }

  @Test
  void aUnitSendsBackToTheDispatcherAndTheDispatcherToTheHub() {
    Task task = act(DISPATCHER, given("RW1"), "action", "accept");
    task = act(DISPATCHER, task, "action", "assign", "unit", "民政科");
    task = act(OFFICER, task, "action", "sendBack", "reason", "不归本科");
    assertThat(task.state()).isEqualTo(TaskState.ACCEPTED);
    assertThat(task.unit()).isNull();
    task = act(DISPATCHER, task, "action", "sendBack", "reason", "不归本街道");
    assertThat(task.state()).isEqualTo(TaskState.RETURNED);
    assertThat(act(HUB, task, "action", "reopen", "reason", "仍归你处").state())
        .isEqualTo(TaskState.ISSUED);
  }

  @Test
  void theSameNumberPushedTwiceStandsOnceAndTheSameKeyGetsTheFirstAnswer() {
    Map<String, Object> body = tree("reference", "RW1", "source", "GRID", "content", WORDS);
    Task first = tasks.create(HUB, "same", body);
    assertThat(tasks.create(HUB, "same", body)).isEqualTo(first);
    refused(Code.TASK_EXISTS, () -> tasks.create(HUB, "other", body));
    refused(Code.ROLE_REQUIRED, () -> tasks.create(DISPATCHER, "k", body));
  }

  @Test
  void theFirstAnswerIsGivenAgainOnlyAsFarAsTheCallerMaySeeTheTaskNow() {
    Task task = act(DISPATCHER, given("RW1"), "action", "accept");
    task = act(DISPATCHER, task, "action", "assign", "unit", "民政科");
    Map<String, Object> report = tree("action", "report", "report", "已上门");
    String id = task.id();
    long version = task.version();
    Task first = tasks.act(OFFICER, id, version, "r", report);
    assertThat(first.content()).isEqualTo(WORDS);
    assertThat(tasks.act(OFFICER, id, version, "r", report)).isEqualTo(first);
    Caller moved = caller("mzk1", "社保所", Role.OFFICER);
    refused(Code.TASK_NOT_FOUND, () -> tasks.act(moved, id, version, "r", report));

    Map<String, Object> sendBack = tree("action", "sendBack", "reason", "不归本科");
    Task back = tasks.act(OFFICER, id, first.version(), "b", sendBack);
    Task again = tasks.act(OFFICER, id, first.version(), "b", sendBack);
    assertThat(again.state()).isEqualTo(TaskState.ACCEPTED);
    assertThat(again.masked()).isTrue();
    assertThat(again.content()).isEmpty();
    assertThat(again.history()).allMatch(e -> e.words() == null);

    Map<String, Object> body =
        tree("reference", "RW2", "source", "GRID", "level", 1L, "content", WORDS);
    Task given = tasks.create(HUB, "g", body);
    assertThat(tasks.create(HUB, "g", body)).isEqualTo(given);
    act(HUB, act(HUB, given, "action", "withdraw", "reason", "重复"), "action", "archive");
    assertThat(tasks.create(HUB, "g", body).content()).isEmpty();
    assertThat(back.version()).isEqualTo(again.version());
  }

  @Test
  void aTaskIsKnownByItsOwnNumberOnly() {
    Task task = given("RW1");
    refused(Code.TASK_NOT_FOUND, () -> tasks.get(HUB, task.id() + " ", null));
    refused(
        Code.TASK_NOT_FOUND,
        () ->
            tasks.act(
                HUB,
                task.id() + " ",
                task.version(),
                "k",
                tree("action", "withdraw", "reason", "重复")));
  }

  @Test
  void whoMayNotKnowGetsNotFoundAndWhoMayNotActIsTold() {
    Task task = act(DISPATCHER, given("RW1"), "action", "accept");
    refused(Code.TASK_NOT_FOUND, () -> tasks.get(OFFICER, task.id(), null));
    Task assigned = act(DISPATCHER, task, "action", "assign", "unit", "民政科");
    refused(Code.TASK_NOT_FOUND, () -> act(STRANGER, assigned, "action", "report", "report", "x"));
    refused(Code.TASK_NOT_YOURS, () -> act(HUB, assigned, "action", "close", "result", "x"));
    refused(Code.TASK_ACTION_ILLEGAL, () -> act(DISPATCHER, assigned, "action", "accept"));
    refused(Code.TASK_STALE, () -> act(DISPATCHER, task, "action", "assign", "unit", "社保所"));
    assertThat(tasks.find(OFFICER, filter(null)).items()).hasSize(1);
    assertThat(tasks.find(STRANGER, filter(null)).items()).isEmpty();
  }

  private static TaskFilter filter(DueList due) {
    return new TaskFilter(null, null, due, null, 10, null);
  }

  @Test
  void wordsAreShownForAPurposeOnlyAndNeverStandInTheDatabaseInClear() throws Exception {
    Task task = given("RW1");
    assertThat(tasks.get(HUB, task.id(), null).content()).isEmpty();
    assertThat(tasks.get(HUB, task.id(), "HUB_FOLLOW_UP").content()).isEqualTo(WORDS);
    byte[] stored =
        store.read(
            c -> {
              try (ResultSet row = c.createStatement().executeQuery("SELECT words FROM task")) {
                row.next();
                return row.getBytes(1);
              }
            });
    assertThat(new String(stored, StandardCharsets.UTF_8)).doesNotContain("张某");
  }

  @Test
  void theAnswerToAnActHasTheWordsForWhoMaySeeThem() {
    Task task = act(DISPATCHER, given("RW1"), "action", "accept");
    task = act(DISPATCHER, task, "action", "assign", "unit", "民政科");
    assertThat(task.content()).isEqualTo(WORDS);
    Caller mending =
        new Caller("it1", Set.of(Role.DISPATCHER, Role.STREET_IT), "分中心", "127.0.0.1", null);
    task = act(mending, task, "action", "supervise", "reason", "请尽快");
    assertThat(task.content()).isEmpty();
    task = act(OFFICER, task, "action", "close", "result", "已探访");
    assertThat(task.result()).isEqualTo("已探访");
    task = act(DISPATCHER, task, "action", "archive");
    assertThat(task.masked()).isTrue();
    assertThat(task.result()).isNull();
  }

  @Test
  void whatIsDueSoonAndWhatIsOverdueIsListedTheMostUrgentFirst() {
    given("LATE", "limit", limit(5, "HOURS"));
    given("SOON", "limit", limit(2, "WORKING_DAYS"));
    given("SOONER", "limit", limit(1, "NATURAL_DAYS"));
    given("LATER", "limit", limit(20, "WORKING_DAYS"));
    given("NEVER");
    clock.forward(Duration.ofHours(6));
    assertThat(tasks.find(DISPATCHER, filter(DueList.OVERDUE)).items())
        .extracting(TaskSummary::reference)
        .containsExactly("LATE");
    assertThat(tasks.find(DISPATCHER, filter(DueList.SOON)).items())
        .extracting(TaskSummary::reference)
        .containsExactly("SOONER", "SOON");
    assertThat(tasks.find(DISPATCHER, filter(null)).items()).hasSize(5);
  }

  @Test
  void tasksComePageByPageEachOnce() {
    for (int i = 1; i <= 5; i++) {
      given("RW" + i, "limit", limit(i, "HOURS"));
    }
    assertThat(pages(null)).containsExactly("RW5", "RW4", "RW3", "RW2", "RW1");
    assertThat(pages(DueList.SOON)).containsExactly("RW1", "RW2", "RW3", "RW4", "RW5");
  }

  private List<String> pages(DueList due) {
    List<String> found = new ArrayList<>();
    String after = null;
    do {
      Page<TaskSummary> page =
          tasks.find(DISPATCHER, new TaskFilter(null, null, due, null, 2, after));
      page.items().forEach(t -> found.add(t.reference()));
      after = page.next() == null ? null : page.next().value();
    } while (after != null);
    return found;
  }

  @Test
  void withoutACalendarATaskWaitsForItsLimitWhichComesWithTheData() {
    calendar = new WorkingDays(Set.of(), Set.of(), Set.of());
    Task task = given("RW1", "limit", limit(3, "WORKING_DAYS"));
    assertThat(task.due().status()).isEqualTo("CALENDAR_MISSING");
    assertThat(limits.settle()).isEqualTo(1);
    calendar = new WorkingDays(Set.of(2016), Set.of(), Set.of());
    assertThat(limits.settle()).isZero();
    Task settled = tasks.get(DISPATCHER, task.id(), "SUPERVISION");
    assertThat(settled.due().due()).hasToString("2016-09-19T23:59:59+08:00");
    assertThat(settled.history()).last().extracting(Task.Event::what).isEqualTo("due");
  }

  @Test
  void whatAnActionDoesNotUseIsRefusedByName() {
    Task task = act(DISPATCHER, given("RW1"), "action", "accept");
    assertThatThrownBy(() -> act(DISPATCHER, task, "action", "assign", "result", "x", "y", 1L))
        .isInstanceOfSatisfying(
            Refused.class,
            r ->
                assertThat(r.errors())
                    .extracting(FieldError::pointer)
                    .containsExactlyInAnyOrder("/y", "/unit", "/result"));
    refused(Code.PRECONDITION_MISSING, () -> tasks.act(HUB, task.id(), null, "k", Map.of()));
    assertThat(List.of(task.history().size())).containsExactly(2);
  }

  /** A sign beyond the basic plane is two of Derby's. */
  @Test
  void aUnitFitsItsColumn() {
    Task task = act(DISPATCHER, given("RW1"), "action", "accept");
    assertThatThrownBy(() -> act(DISPATCHER, task, "action", "assign", "unit", "𬸚".repeat(33)))
        .isInstanceOfSatisfying(
            Refused.class,
            r ->
                assertThat(r.errors())
                    .containsExactly(FieldError.of("/unit", Code.FIELD_TOO_LONG)));
    String unit = "𬸚".repeat(32);
    assertThat(act(DISPATCHER, task, "action", "assign", "unit", unit).unit()).isEqualTo(unit);
  }

  private List<String> heard(Caller caller) {
    return CaseRoom.changes(store, standards, new ChangeFeed(store, "110102014", 1))
        .after(caller, null, 100, Duration.ZERO)
        .changes()
        .stream()
        .map(Change::reference)
        .distinct()
        .toList();
  }

  @Test
  void officersHearOfTheTasksOfTheirUnit() {
    String unassigned = given("RW1").id();
    Task task = act(DISPATCHER, given("RW2"), "action", "accept");
    act(DISPATCHER, task, "action", "assign", "unit", "民政科");
    assertThat(heard(HUB)).containsExactly(unassigned, task.id());
    assertThat(heard(OFFICER)).containsExactly(task.id());
    assertThat(heard(STRANGER)).isEmpty();
    assertThat(heard(caller("sq1", null, Role.CLERK))).isEmpty();
  }

  @Test
  void whoWaitsIsNotWokenByTheTasksOfOthers() throws Exception {
    Changes feed = CaseRoom.changes(store, standards, new ChangeFeed(store, "110102014", 4));
    String start = feed.after(OFFICER, null, 100, Duration.ZERO).next();
    CompletableFuture<ChangePage> waiting =
        CompletableFuture.supplyAsync(
            () -> feed.after(OFFICER, start, 100, Duration.ofSeconds(30)));
    given("RW1");
    Task task = act(DISPATCHER, given("RW2"), "action", "accept");
    act(DISPATCHER, task, "action", "assign", "unit", "民政科");
    assertThat(waiting.get(20, TimeUnit.SECONDS).changes())
        .extracting(Change::reference)
        .containsOnly(task.id());
  }
}
