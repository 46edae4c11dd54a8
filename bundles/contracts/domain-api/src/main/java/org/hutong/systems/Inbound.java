package org.hutong.systems;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hutong.access.Caller;
import org.hutong.kernel.Page;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * What comes in from systems (数据汇入, R30, R33): feeds, quarantine, counts, earlier cases. Every
 * method throws {@link Refused}.
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

  /**
   * Takes what a system pushes (推送): the signature over the body's bytes is checked before a byte
   * of it is read, and what came is durable when this returns. The same event brought again has no
   * effect and is answered alike.
   *
   * @param headers all values of a header of the request, by its name in any case
   * @param body as it came
   * @throws Refused {@code SIGNATURE_WRONG} for a wrong signature, and for a feed that is not there
   *     or not pushed, which is told to nobody; {@code SIGNATURE_OUT_OF_TIME}; {@code
   *     MALFORMED_REQUEST} for what is no JSON object; {@code FEED_CLOSED} while it is paused
   */
  Pushed push(String system, String feed, Function<String, List<String>> headers, byte[] body);

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
