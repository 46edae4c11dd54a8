package org.hutong.tasks;

import java.time.OffsetDateTime;
import java.util.List;
import org.hutong.kernel.Place;
import org.hutong.kernel.TimeLimit;
import org.jspecify.annotations.Nullable;

/**
 * A task as one caller may see it (R42): free words may name persons, and are left out where the
 * caller may not see them.
 *
 * @param street the street's code in the scheme {@code stat-2022}
 * @param version counts every change; the ETag is this number
 * @param masked whether words are left out in this view
 * @param reference the hub's own number of the task
 * @param level 1 most urgent to 3
 * @param content what is to be done; empty where masked
 * @param place a grid or a community
 * @param feedback what the hub wants to be told in the end; null where masked
 * @param issuedBy the unit the hub acted for
 * @param unit the unit that works on it; null before it was assigned
 * @param supervisions how often it was supervised (督办)
 * @param result what came of it; null before it was closed, and where masked
 * @param cases the numbers of the cases that came of it
 * @param allowedActions what this caller may do now, as {@link TaskAction#wireName()}
 */
public record Task(
    String street,
    String id,
    long version,
    TaskState state,
    boolean masked,
    String reference,
    TaskSource source,
    int level,
    String content,
    @Nullable Place place,
    @Nullable String feedback,
    @Nullable TimeLimit limit,
    Due due,
    String issuedBy,
    OffsetDateTime issuedAt,
    OffsetDateTime changedAt,
    @Nullable String unit,
    int supervisions,
    @Nullable String result,
    List<String> cases,
    List<Event> history,
    List<String> allowedActions) {

  /**
   * Until when it is to be done: the last second of a day, or for a limit in hours that moment.
   * {@code status}: NONE, RUNNING, CALENDAR_MISSING, MET, OVERDUE.
   */
  public record Due(@Nullable OffsetDateTime due, String status, @Nullable String note) {}

  /**
   * One line of the history.
   *
   * @param what an action's wire name, {@code issue} or {@code due}
   * @param words reason, report or result; null where there is none or the view is masked
   */
  public record Event(
      OffsetDateTime at, String what, String unit, String account, @Nullable String words) {
    /** Hides the words. */
    @Override
    public String toString() {
      return "Event[" + what + "]";
    }
  }

  /** Hides everything but the number. */
  @Override
  public String toString() {
    return "Task[" + id + "]";
  }
}
