package org.hutong.core.tasks;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.hutong.core.casework.Fields;
import org.hutong.kernel.Place;
import org.hutong.kernel.TimeLimit;
import org.hutong.problem.Code;
import org.hutong.tasks.TaskAction;
import org.hutong.tasks.TaskSource;
import org.jspecify.annotations.Nullable;

/** Reads what is asked for, and says everything that is wrong with it at once. */
final class TaskRequests {
  private static final int MOST_AMOUNT = 1_000;
  private static final int LONGEST = 4_000;
  private static final int LEAST_URGENT = 3;
  private static final Set<TaskAction> NEED_REASON =
      EnumSet.of(
          TaskAction.SEND_BACK, TaskAction.SUPERVISE, TaskAction.REOPEN, TaskAction.WITHDRAW);

  private TaskRequests() {}

  /** A task as the hub gives it. */
  record Given(
      String reference,
      TaskSource source,
      int urgency,
      String content,
      @Nullable Place place,
      @Nullable String feedback,
      @Nullable TimeLimit limit) {
    @Override
    public String toString() {
      return "Given[" + reference + "]";
    }
  }

  static Given given(Map<String, Object> body) {
    Fields f = new Fields(body);
    f.only("reference", "source", "level", "content", "place", "feedback", "limit");
    String reference = f.required("reference", 64);
    if (reference != null && !reference.matches("[A-Za-z0-9._-]+")) {
      f.note("reference", Code.FIELD_VALUE, "任务编号只能是字母、数字、点、横线和下划线");
    }
    TaskSource source = f.oneOf("source", TaskSource.class);
    if (!f.has("source")) {
      f.note("source", Code.FIELD_MISSING);
    }
    Long urgency = f.integer("level", 1, LEAST_URGENT);
    String content = f.required("content", LONGEST);
    Place place = f.place("place");
    String feedback = f.text("feedback", 500);
    TimeLimit limit = limit(f);
    f.check();
    return new Given(
        reference,
        source,
        urgency == null ? LEAST_URGENT : urgency.intValue(),
        content,
        place,
        feedback,
        limit);
  }

  private static @Nullable TimeLimit limit(Fields f) {
    Fields limit = f.object("limit");
    if (limit == null) {
      return null;
    }
    limit.only("amount", "unit");
    Long amount = limit.integer("amount", 1, MOST_AMOUNT);
    TimeLimit.Unit unit = limit.oneOf("unit", TimeLimit.Unit.class);
    for (String name : new String[] {"amount", "unit"}) {
      if (!limit.has(name)) {
        limit.note(name, Code.FIELD_MISSING);
      }
    }
    return amount == null || unit == null ? null : new TimeLimit(amount.intValue(), unit);
  }

  /**
   * An action as asked for.
   *
   * @param words reason, report or result
   * @param limit for {@code supervise} and {@code reopen}: a new limit from now on
   */
  record Act(
      TaskAction action,
      @Nullable String unit,
      @Nullable String words,
      @Nullable String caseNumber,
      @Nullable TimeLimit limit) {
    @Override
    public String toString() {
      return "Act[" + action + "]";
    }
  }

  static Act act(Map<String, Object> body) {
    Fields f = new Fields(body);
    f.only("action", "unit", "reason", "report", "result", "case", "limit");
    String name = f.required("action", 40);
    TaskAction action = name == null ? null : TaskAction.of(name).orElse(null);
    if (name != null && action == null) {
      f.note("action", Code.FIELD_VALUE);
    }
    String unit =
        action == TaskAction.ASSIGN
            ? f.requiredColumn("unit", 64)
            : only(f, "unit", false, "只有派单可以指定单位", 64);
    String report = only(f, "report", action == TaskAction.REPORT, "只有反馈进展可以填写进展", LONGEST);
    String result = only(f, "result", action == TaskAction.CLOSE, "只有办结可以填写结果", LONGEST);
    String number = only(f, "case", action == TaskAction.LINK, "只有转办件可以指定办件", 32);
    String reason = NEED_REASON.contains(action) ? f.required("reason", 1_000) : null;
    if (!NEED_REASON.contains(action)) {
      reason = f.text("reason", 1_000);
    }
    TimeLimit limit = limit(f);
    if (f.has("limit") && action != TaskAction.SUPERVISE && action != TaskAction.REOPEN) {
      f.note("limit", Code.FIELD_VALUE, "只有督办和退回重办可以另定时限");
    }
    if (f.has("reason") && (report != null || result != null)) {
      f.note("reason", Code.FIELD_VALUE, "反馈进展和办结不填写理由");
    }
    f.check();
    String words = report != null ? report : result != null ? result : reason;
    return new Act(action, unit, words, number, limit);
  }

  private static @Nullable String only(
      Fields f, String name, boolean needed, String otherwise, int most) {
    if (needed) {
      return f.required(name, most);
    }
    if (f.has(name)) {
      f.note(name, Code.FIELD_VALUE, otherwise);
    }
    return null;
  }
}
