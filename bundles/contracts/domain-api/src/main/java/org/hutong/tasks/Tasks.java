package org.hutong.tasks;

import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.kernel.Page;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of the hub become work of the street and report back (R42): the hub reads them here, and is
 * told of each change by the feed (kind {@code TASK}). Bodies are plain trees, checked here. Every
 * method throws {@link org.hutong.problem.Refused}; then nothing was stored.
 */
public interface Tasks {
  /**
   * The hub gives a task: {@code {reference, source, level?, content, place?, feedback?, limit?}}.
   * The same reference under another key is {@code TASK_EXISTS}: a task pushed twice stands once.
   */
  Task create(Caller caller, String idempotencyKey, Map<String, Object> body);

  /**
   * Reads a task.
   *
   * @param purpose a purpose code; without one, free words are left out
   */
  Task get(Caller caller, String id, @Nullable String purpose);

  /** Finds tasks: the whole street's for dispatcher, hub and street IT, else the own unit's. */
  Page<TaskSummary> find(Caller caller, TaskFilter filter);

  /**
   * Acts: {@code {action, unit?, reason?, report?, result?, case?, limit?}}; what an action does
   * not use is refused by name.
   *
   * @param ifMatch the version read, from the ETag; null is refused
   */
  Task act(
      Caller caller,
      String id,
      @Nullable Long ifMatch,
      String idempotencyKey,
      Map<String, Object> action);
}
