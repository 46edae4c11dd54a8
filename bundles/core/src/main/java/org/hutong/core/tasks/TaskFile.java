package org.hutong.core.tasks;

import org.hutong.core.casework.Deadlines;
import org.hutong.kernel.TimeLimit;
import org.hutong.tasks.TaskSource;
import org.hutong.tasks.TaskState;
import org.jspecify.annotations.Nullable;

/**
 * A task's row. Changed by making another one.
 *
 * @param client the hub's account that gave it
 * @param urgency 1 most urgent to 3
 */
record TaskFile(
    long id,
    String number,
    long version,
    TaskState state,
    String client,
    String reference,
    String issuedBy,
    TaskSource source,
    int urgency,
    @Nullable String place,
    Clocked clocked,
    @Nullable String unit,
    int supervisions,
    long issuedAt,
    long changedAt,
    Words words) {

  /**
   * Its limit and how it stands.
   *
   * @param from the moment from which it counts
   * @param due its last millisecond; null while there is none
   */
  record Clocked(@Nullable TimeLimit limit, long from, @Nullable Long due, String status) {
    static final long SECOND = 1_000;

    /** How it stands at a moment. */
    String at(long now) {
      return Deadlines.RUNNING.equals(status) && due != null && now > due
          ? Deadlines.OVERDUE
          : status;
    }

    /** Ended at a moment. */
    Clocked ended(long now) {
      return due == null
          ? off()
          : new Clocked(limit, from, due, now > due ? Deadlines.OVERDUE : Deadlines.MET);
    }

    /** Goes on, where it had ended. */
    Clocked again() {
      return due == null ? this : new Clocked(limit, from, due, Deadlines.RUNNING);
    }

    /** Counts no more. */
    Clocked off() {
      return new Clocked(limit, from, due, Deadlines.NONE);
    }
  }

  /** Free words, stored encrypted. */
  record Words(String content, @Nullable String feedback, @Nullable String result) {
    @Override
    public String toString() {
      return "Words[hidden]";
    }
  }

  TaskFile in(TaskState next, @Nullable String by) {
    return with(next, clocked, by, supervisions, words);
  }

  TaskFile clocked(Clocked next) {
    return with(state, next, unit, supervisions, words);
  }

  TaskFile supervised() {
    return with(state, clocked, unit, supervisions + 1, words);
  }

  TaskFile result(@Nullable String result) {
    Words next = new Words(words.content(), words.feedback(), result);
    return with(state, clocked, unit, supervisions, next);
  }

  /** One change later. */
  TaskFile changed(long at) {
    return new TaskFile(
        id,
        number,
        version + 1,
        state,
        client,
        reference,
        issuedBy,
        source,
        urgency,
        place,
        clocked,
        unit,
        supervisions,
        issuedAt,
        at,
        words);
  }

  private TaskFile with(
      TaskState state, Clocked clocked, @Nullable String unit, int supervisions, Words words) {
    return new TaskFile(
        id,
        number,
        version,
        state,
        client,
        reference,
        issuedBy,
        source,
        urgency,
        place,
        clocked,
        unit,
        supervisions,
        issuedAt,
        changedAt,
        words);
  }
}
