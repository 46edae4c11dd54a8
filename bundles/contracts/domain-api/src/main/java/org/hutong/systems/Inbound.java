package org.hutong.systems;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.kernel.Page;
import org.jspecify.annotations.Nullable;

/**
 * What comes in from systems (数据汇入, R30, R33): feeds, quarantine, counts, earlier cases. Every
 * method throws {@link org.hutong.problem.Refused}.
 */
public interface Inbound {
  /**
   * Which rows of the quarantine.
   *
   * @param limit 1 to 500
   * @param after the cursor of the page before
   */
  record Filter(
      @Nullable String system,
      @Nullable String feed,
      Quarantined.@Nullable State state,
      int limit,
      @Nullable String after) {}

  /** All feeds, by system and name. */
  List<Feed> feeds(Caller caller);

  /** Stops reading one feed; stored with who and why, and outlives a restart. */
  Feed pause(Caller caller, String system, String feed, String reason);

  /** Reads it again; the reason may be empty. */
  Feed resume(Caller caller, String system, String feed, String reason);

  /** The rows that could not be taken in, oldest first, without their values. */
  Page<Quarantined> quarantine(Caller caller, Filter filter);

  /** One of them. */
  Quarantined quarantined(Caller caller, String id);

  /**
   * Acts on one: {@code {action: "replay"}} maps it anew, {@code {action: "discard", reason}} gives
   * it up.
   */
  Quarantined act(Caller caller, String id, String idempotencyKey, Map<String, Object> action);

  /** Records by kind and source. */
  List<RecordCount> counts(Caller caller);

  /**
   * Imports earlier cases, without sending them anywhere; returns at the end.
   *
   * @param file a CSV file on the appliance's machine whose first line names the columns; null:
   *     from the system itself
   */
  HistoryImport history(Caller caller, String system, String feed, @Nullable Path file);
}
