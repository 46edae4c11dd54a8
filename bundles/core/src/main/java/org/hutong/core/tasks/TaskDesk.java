package org.hutong.core.tasks;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.core.casework.CaseLinks;
import org.hutong.core.casework.Deadlines;
import org.hutong.core.casework.Sight;
import org.hutong.core.casework.Units;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Idempotency;
import org.hutong.core.store.Idempotency.Again;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.store.Tx;
import org.hutong.core.tasks.TaskFile.Clocked;
import org.hutong.core.tasks.TaskFile.Words;
import org.hutong.core.tasks.TaskRequests.Act;
import org.hutong.core.tasks.TaskRequests.Given;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.Page;
import org.hutong.kernel.Place;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.hutong.tasks.Task;
import org.hutong.tasks.TaskAction;
import org.hutong.tasks.TaskFilter;
import org.hutong.tasks.TaskState;
import org.hutong.tasks.TaskSummary;
import org.hutong.tasks.Tasks;
import org.jspecify.annotations.Nullable;

/** The hub's tasks: every write is one unit with task, history, change and audit. */
final class TaskDesk implements Tasks {
  /** The kind of its changes in the feed. */
  static final String KIND = "TASK";

  private final String street;
  private final Store store;
  private final TaskFiles files;
  private final TaskLimits limits;
  private final CaseLinks links;
  private final Sight sight;
  private final Idempotency idempotency;
  private final Clock clock;

  TaskDesk(
      String street, Store store, TaskLimits limits, CaseLinks links, Sight sight, Clock clock) {
    this.street = street;
    this.store = store;
    this.files = new TaskFiles(store.vault());
    this.limits = limits;
    this.links = links;
    this.sight = sight;
    this.idempotency = new Idempotency(store.vault());
    this.clock = clock;
  }

  @Override
  public Task create(Caller caller, String key, Map<String, Object> body) {
    caller.mustBe(Role.HUB);
    Given given = TaskRequests.given(body);
    Idempotency.Request request = idempotency.request(caller, key, "task.create", body);
    return store.write(
        tx -> request.once(tx, Task.class, t -> create(t, caller, given), again(caller)));
  }

  private Again<Task> again(Caller caller) {
    return (tx, first) -> again(tx, caller, first);
  }

  private Task create(Tx tx, Caller caller, Given given) throws SQLException {
    if (TaskFiles.exists(tx, caller.account(), given.reference())) {
      throw Refused.because(Code.TASK_EXISTS);
    }
    long now = tx.now().toEpochMilli();
    long id = TaskFiles.nextId(tx);
    TaskFile file =
        new TaskFile(
            id,
            "T%s-%d-%07d".formatted(street, Times.day(tx.now()).getYear(), id),
            1,
            TaskState.ISSUED,
            caller.account(),
            given.reference(),
            Units.of(caller),
            given.source(),
            given.urgency(),
            given.place() == null ? null : given.place().text(),
            limits.from(given.limit(), now),
            null,
            0,
            now,
            now,
            new Words(given.content(), given.feedback(), null));
    files.insert(tx, file);
    return written(tx, caller, file, "issue", null, true);
  }

  /** What every write ends with. */
  private Task written(
      Tx tx, Caller caller, TaskFile file, String what, @Nullable String words, boolean clear)
      throws SQLException {
    files.event(tx, file, what, Units.of(caller), caller.account(), words);
    tx.change(KIND, file.number(), (int) file.version(), what);
    tx.audit(AuditRow.done(caller, "task." + what, file.number(), null, null));
    return shown(tx.connection(), file, caller, clear);
  }

  @Override
  public Task act(
      Caller caller, String id, @Nullable Long ifMatch, String key, Map<String, Object> action) {
    caller.mustBe(Role.HUB, Role.DISPATCHER, Role.OFFICER, Role.CLERK);
    if (ifMatch == null) {
      throw Refused.because(Code.PRECONDITION_MISSING, "修改任务必须带 If-Match");
    }
    Act act = TaskRequests.act(action);
    Idempotency.Request request = idempotency.request(caller, key, "task.act/" + id, action);
    return store.write(
        tx -> request.once(tx, Task.class, t -> act(t, caller, id, ifMatch, act), again(caller)));
  }

  private Task act(Tx tx, Caller caller, String id, long ifMatch, Act act) throws SQLException {
    TaskFile file = known(tx.connection(), caller, id);
    if (file.version() != ifMatch) {
      throw Refused.because(Code.TASK_STALE);
    }
    if (!TaskFlow.possible(file, act.action())) {
      throw Refused.action(
          Code.TASK_ACTION_ILLEGAL,
          "任务现为“" + file.state().zh() + "”，不能进行该操作",
          TaskFlow.allowed(file, caller));
    }
    if (!TaskFlow.entitled(file, act.action(), caller)) {
      throw Refused.because(Code.TASK_NOT_YOURS);
    }
    TaskFile next = after(tx, caller, file, act).changed(tx.now().toEpochMilli());
    files.update(tx, next);
    String what = act.action().wireName();
    String words = act.caseNumber() != null ? act.caseNumber() : words(act);
    boolean clear =
        !caller.is(Role.HUB) && !caller.is(Role.STREET_IT) && next.state() != TaskState.ARCHIVED;
    return written(tx, caller, next, what, words, clear);
  }

  private static @Nullable String words(Act act) {
    if (act.unit() == null) {
      return act.words();
    }
    return act.words() == null ? act.unit() : act.unit() + "：" + act.words();
  }

  private TaskFile after(Tx tx, Caller caller, TaskFile file, Act act) throws SQLException {
    long now = tx.now().toEpochMilli();
    Clocked clocked = act.limit() == null ? file.clocked() : limits.from(act.limit(), now);
    return switch (act.action()) {
      case ACCEPT -> file.in(TaskState.ACCEPTED, null);
      case ASSIGN -> {
        if (act.unit().equals(file.unit())) {
          throw Refused.fields(List.of(new FieldError("/unit", Code.FIELD_VALUE, "该任务已由这个单位办理")));
        }
        yield file.in(TaskState.ASSIGNED, act.unit());
      }
      // A unit sends back to the dispatcher, the dispatcher to the hub.
      case SEND_BACK ->
          caller.is(Role.DISPATCHER)
              ? file.in(TaskState.RETURNED, null).clocked(file.clocked().off())
              : file.in(TaskState.ACCEPTED, null);
      case REPORT -> file.in(TaskState.IN_PROGRESS, file.unit());
      case LINK -> {
        if (files.link(tx, file, act.caseNumber())) {
          links.task(tx, caller, act.caseNumber(), file.number());
        }
        yield file;
      }
      case CLOSE ->
          file.in(TaskState.CLOSED, file.unit())
              .result(act.words())
              .clocked(file.clocked().ended(now));
      case SUPERVISE -> file.supervised().clocked(clocked);
      case REOPEN ->
          file.in(file.unit() == null ? TaskState.ISSUED : TaskState.ASSIGNED, file.unit())
              .clocked(act.limit() == null ? again(file) : clocked);
      case WITHDRAW -> file.in(TaskState.WITHDRAWN, file.unit()).clocked(file.clocked().off());
      case ARCHIVE -> file.in(TaskState.ARCHIVED, file.unit());
    };
  }

  /** The limit goes on; one that could not be worked out before is tried again. */
  private Clocked again(TaskFile file) {
    Clocked clocked = file.clocked();
    return clocked.due() == null ? limits.from(clocked.limit(), clocked.from()) : clocked.again();
  }

  private TaskFile known(Connection c, Caller caller, String id) throws SQLException {
    return files
        .find(c, id)
        .filter(f -> TaskFlow.known(f, caller))
        .orElseThrow(() -> Refused.because(Code.TASK_NOT_FOUND));
  }

  @Override
  public Task get(Caller caller, String id, @Nullable String purpose) {
    caller.mustBe(Role.HUB, Role.DISPATCHER, Role.OFFICER, Role.CLERK, Role.STREET_IT);
    sight.check(caller, purpose);
    Task shown =
        store.read(
            c -> {
              TaskFile file = known(c, caller, id);
              return shown(c, file, caller, clear(caller, purpose, file));
            });
    store.write(
        tx -> {
          read(tx, caller, shown, purpose);
          return 0;
        });
    return shown;
  }

  /** As with cases; who gave the task is the unit it has to do with on the hub's side. */
  private boolean clear(Caller caller, @Nullable String purpose, TaskFile file) {
    Set<String> units = new HashSet<>(Set.of(file.issuedBy()));
    if (file.unit() != null) {
      units.add(file.unit());
    }
    boolean own = file.client().equals(caller.account()) && caller.onBehalfOf() == null;
    Caller asked = own ? caller.actingFor(file.issuedBy(), "/onBehalfOf") : caller;
    boolean open = file.state() != TaskState.ARCHIVED;
    return sight.of(asked, purpose, units, open) == Sight.View.CLEAR;
  }

  /**
   * A write that is repeated under its key is a read of what was answered first: it is given as far
   * as the caller may see the task now.
   */
  private Task again(Tx tx, Caller caller, Task first) throws SQLException {
    TaskFile file =
        files
            .find(tx.connection(), first.id())
            .filter(f -> TaskFlow.known(f, caller) || gaveBack(caller, first))
            .orElseThrow(() -> Refused.because(Code.TASK_NOT_FOUND));
    boolean clear = TaskFlow.handles(file, caller) && file.state() != TaskState.ARCHIVED;
    Task shown = first.masked() || (clear && !caller.maskedOnly()) ? first : masked(first);
    read(tx, caller, shown, null);
    return shown;
  }

  /** Whose first answer was lost must learn that the task is given back, though it was the last. */
  private static boolean gaveBack(Caller caller, Task first) {
    Task.Event last = first.history().get(first.history().size() - 1);
    return first.state() == TaskState.ACCEPTED
        && last.what().equals(TaskAction.SEND_BACK.wireName())
        && last.unit().equals(Units.of(caller));
  }

  private static void read(Tx tx, Caller caller, Task shown, @Nullable String purpose) {
    String what = shown.masked() ? "task.read-masked" : "task.read";
    tx.audit(AuditRow.done(caller, what, shown.id(), null, purpose));
  }

  private Task shown(Connection c, TaskFile file, Caller caller, boolean clear)
      throws SQLException {
    Task whole =
        new Task(
            street,
            file.number(),
            file.version(),
            file.state(),
            false,
            file.reference(),
            file.source(),
            file.urgency(),
            file.words().content(),
            place(file),
            file.words().feedback(),
            file.clocked().limit(),
            due(file),
            file.issuedBy(),
            Times.shown(file.issuedAt()),
            Times.shown(file.changedAt()),
            file.unit(),
            file.supervisions(),
            file.words().result(),
            files.cases(c, file.id()),
            files.history(c, file.id()),
            TaskFlow.allowed(file, caller));
    return clear ? whole : masked(whole);
  }

  private static Task masked(Task t) {
    return new Task(
        t.street(),
        t.id(),
        t.version(),
        t.state(),
        true,
        t.reference(),
        t.source(),
        t.level(),
        "",
        t.place(),
        null,
        t.limit(),
        t.due(),
        t.issuedBy(),
        t.issuedAt(),
        t.changedAt(),
        t.unit(),
        t.supervisions(),
        null,
        t.cases(),
        t.history().stream().map(TaskDesk::withoutWords).toList(),
        t.allowedActions());
  }

  private static @Nullable Place place(TaskFile file) {
    return file.place() == null ? null : Place.parse(file.place());
  }

  private static Task.Event withoutWords(Task.Event e) {
    return new Task.Event(e.at(), e.what(), e.unit(), e.account(), null);
  }

  private Task.Due due(TaskFile file) {
    String status = file.clocked().at(clock.millis());
    Long due = file.clocked().due();
    return new Task.Due(
        due == null ? null : Times.shown(due),
        status,
        Deadlines.CALENDAR_MISSING.equals(status) ? "缺少该年度工作日历，补充后自动计算时限" : null);
  }

  @Override
  public Page<TaskSummary> find(Caller caller, TaskFilter filter) {
    caller.mustBe(Role.HUB, Role.DISPATCHER, Role.OFFICER, Role.CLERK, Role.STREET_IT);
    TaskSearch search = new TaskSearch(filter, caller, limits, clock.instant());
    List<TaskFile> rows = store.read(c -> search.run(files, c));
    Cursor next =
        rows.size() < filter.limit() ? null : new Cursor(search.cursor(rows.get(rows.size() - 1)));
    return new Page<>(rows.stream().map(this::line).toList(), next);
  }

  private TaskSummary line(TaskFile file) {
    return new TaskSummary(
        street,
        file.number(),
        file.reference(),
        file.source(),
        file.urgency(),
        file.state(),
        place(file),
        file.unit(),
        Times.shown(file.issuedAt()),
        due(file),
        file.supervisions());
  }
}
