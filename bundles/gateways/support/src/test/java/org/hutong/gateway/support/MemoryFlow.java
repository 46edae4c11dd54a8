package org.hutong.gateway.support;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.casework.Dispute;
import org.hutong.casework.Disputes;
import org.hutong.casework.Ruling;
import org.hutong.demands.Demand;
import org.hutong.demands.Demands;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.Page;
import org.hutong.kernel.Place;
import org.hutong.kernel.TimeLimit;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.tasks.Task;
import org.hutong.tasks.TaskFilter;
import org.hutong.tasks.TaskSource;
import org.hutong.tasks.TaskState;
import org.hutong.tasks.TaskSummary;
import org.hutong.tasks.Tasks;
import org.jspecify.annotations.Nullable;

/** One task, one dispute, one line of the log. */
public final class MemoryFlow implements Tasks, Disputes, Demands {
  private static final Place GRID = new Place("grid-2014", "110102014000007");

  public volatile @Nullable TaskFilter asked;
  public volatile @Nullable Map<String, Object> body;
  private volatile long version = 1;

  private Task task() {
    return new Task(
        Samples.STREET,
        Samples.TASK,
        version,
        TaskState.ISSUED,
        false,
        "RW000001",
        TaskSource.HOTLINE,
        2,
        "路灯不亮",
        GRID,
        "处理结果",
        new TimeLimit(3, TimeLimit.Unit.WORKING_DAYS),
        new Task.Due(Samples.AT, "RUNNING", null),
        "区指挥中心",
        Samples.AT,
        Samples.AT,
        null,
        1,
        null,
        List.of(Samples.NUMBER),
        List.of(new Task.Event(Samples.AT, "supervise", "区指挥中心", "hub", "请尽快办理")),
        List.of("accept"));
  }

  @Override
  public Task create(Caller caller, String idempotencyKey, Map<String, Object> tree) {
    body = tree;
    return task();
  }

  @Override
  public Task get(Caller caller, String id, @Nullable String purpose) {
    if (!id.equals(Samples.TASK)) {
      throw Refused.because(Code.TASK_NOT_FOUND);
    }
    return task();
  }

  @Override
  public Page<TaskSummary> find(Caller caller, TaskFilter filter) {
    asked = filter;
    Task t = task();
    return new Page<>(
        List.of(
            new TaskSummary(
                t.street(),
                t.id(),
                t.reference(),
                t.source(),
                t.level(),
                t.state(),
                t.place(),
                t.unit(),
                t.issuedAt(),
                t.due(),
                t.supervisions())),
        new Cursor("t1"));
  }

  @Override
  public Task act(
      Caller caller, String id, @Nullable Long ifMatch, String key, Map<String, Object> tree) {
    body = tree;
    if (ifMatch == null || ifMatch != version) {
      throw Refused.because(Code.TASK_STALE);
    }
    version++;
    return get(caller, id, null);
  }

  @Override
  public Month month(Caller caller, YearMonth month) {
    Dispute dispute =
        new Dispute(
            Samples.STREET,
            Samples.NUMBER,
            Samples.ITEM,
            "临时救助",
            1,
            "社保所",
            Samples.AT,
            LocalDate.of(2016, 3, 4),
            "MET",
            "MOVED",
            "民政科",
            Samples.AT,
            3);
    return new Month(
        Samples.STREET,
        month,
        List.of(dispute),
        List.of(new ItemSum("survey-2016", "MZ-28", "临时救助", 1, 3)));
  }

  @Override
  public List<Ruling> rulings(Caller caller) {
    return List.of(
        new Ruling(
            "survey-2016",
            "MZ-28",
            1,
            "民政科",
            LocalDate.of(2016, 4, 1),
            "由民政科初审",
            Samples.NUMBER,
            Samples.AT));
  }

  private static Demand line() {
    return new Demand(
        Samples.STREET,
        "D110102014-2016-0000001",
        LocalDate.of(2016, 3, 1),
        new Place(Place.STAT_2022, "110102014003"),
        "clerk",
        "便民服务站",
        "VISIT",
        "环境",
        false,
        "楼道堆物",
        "12号楼",
        Samples.AT);
  }

  @Override
  public Demand record(Caller caller, String idempotencyKey, Map<String, Object> tree) {
    body = tree;
    return line();
  }

  @Override
  public Page<Demand> find(
      Caller caller,
      LocalDate from,
      LocalDate to,
      @Nullable String purpose,
      int limit,
      @Nullable String after) {
    return new Page<>(List.of(line()), null);
  }
}
