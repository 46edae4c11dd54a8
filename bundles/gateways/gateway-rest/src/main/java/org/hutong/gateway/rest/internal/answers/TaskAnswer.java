package org.hutong.gateway.rest.internal.answers;

import java.time.OffsetDateTime;
import java.util.List;
import org.hutong.kernel.Place;
import org.hutong.kernel.TimeLimit;
import org.hutong.tasks.Task;
import org.hutong.tasks.TaskSource;
import org.hutong.tasks.TaskState;
import org.jspecify.annotations.Nullable;

/** A task as a caller sees it. */
public record TaskAnswer(
    String street,
    String id,
    long version,
    TaskState state,
    String stateName,
    boolean masked,
    String reference,
    TaskSource source,
    int level,
    String content,
    @Nullable Place place,
    @Nullable String feedback,
    @Nullable TimeLimit limit,
    Task.Due due,
    String issuedBy,
    OffsetDateTime issuedAt,
    OffsetDateTime changedAt,
    @Nullable String unit,
    int supervisions,
    @Nullable String result,
    List<String> cases,
    List<Task.Event> history,
    List<String> allowedActions) {
  /** The task in this shape. */
  public static TaskAnswer of(Task t) {
    return new TaskAnswer(
        t.street(),
        t.id(),
        t.version(),
        t.state(),
        t.state().zh(),
        t.masked(),
        t.reference(),
        t.source(),
        t.level(),
        t.content(),
        t.place(),
        t.feedback(),
        t.limit(),
        t.due(),
        t.issuedBy(),
        t.issuedAt(),
        t.changedAt(),
        t.unit(),
        t.supervisions(),
        t.result(),
        t.cases(),
        t.history(),
        t.allowedActions());
  }

  /** Hides everything but the number. */
  @Override
  public String toString() {
    return "TaskAnswer[" + id + "]";
  }
}
