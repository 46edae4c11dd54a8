package org.hutong.gateway.rest.internal.answers;

import java.time.OffsetDateTime;
import org.hutong.kernel.Place;
import org.hutong.tasks.Task;
import org.hutong.tasks.TaskSource;
import org.hutong.tasks.TaskState;
import org.hutong.tasks.TaskSummary;
import org.jspecify.annotations.Nullable;

/** A task in a list. */
public record TaskLine(
    String street,
    String id,
    String reference,
    TaskSource source,
    int level,
    TaskState state,
    String stateName,
    @Nullable Place place,
    @Nullable String unit,
    OffsetDateTime issuedAt,
    Task.Due due,
    int supervisions) {
  /** What a list shows of a task. */
  public static TaskLine of(TaskSummary t) {
    return new TaskLine(
        t.street(),
        t.id(),
        t.reference(),
        t.source(),
        t.level(),
        t.state(),
        t.state().zh(),
        t.place(),
        t.unit(),
        t.issuedAt(),
        t.due(),
        t.supervisions());
  }
}
