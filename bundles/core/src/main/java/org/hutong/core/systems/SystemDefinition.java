package org.hutong.core.systems;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.SystemConfig;
import org.hutong.core.systems.InboundRules.FeedRules;
import org.jspecify.annotations.Nullable;

/**
 * One system as its folder's {@code system.yaml} says.
 *
 * @param answer the JSONata file that turns an answer into an outcome; null: the adapter's default
 * @param inbound what is read from it; null for nothing
 * @param beside changes with the files that its adapter may read besides; empty for none
 * @param concurrency calls at the same time, never two for one case
 */
public record SystemDefinition(
    String id,
    String name,
    List<String> aliases,
    @Nullable String owner,
    @Nullable String level,
    @Nullable String depth,
    String technology,
    Limits limits,
    @Nullable String answer,
    Map<String, Object> settings,
    Map<String, String> secrets,
    Path folder,
    @Nullable InboundRules inbound,
    String beside) {
  /** A fifth of the first attempts. */
  static final int RETRY_SHARE = 20;

  /** One a second. */
  static final int RETRY_FLOOR = 60;

  /** A system that nothing is read from, and whose adapter reads nothing besides. */
  public SystemDefinition(
      String id,
      String name,
      List<String> aliases,
      @Nullable String owner,
      @Nullable String level,
      @Nullable String depth,
      String technology,
      Limits limits,
      @Nullable String answer,
      Map<String, Object> settings,
      Map<String, String> secrets,
      Path folder) {
    this(
        id,
        name,
        aliases,
        owner,
        level,
        depth,
        technology,
        limits,
        answer,
        settings,
        secrets,
        folder,
        null,
        "");
  }

  /**
   * Limits of a lane.
   *
   * @param timeLimit of one call
   * @param attempts at most, before a person must look
   * @param firstRetry back-off after the first failure; doubles, with jitter
   * @param mostRetry the longest back-off
   * @param retryShare retries for each hundred first attempts
   * @param retryFloor retries a minute besides
   */
  public record Limits(
      int concurrency,
      Duration timeLimit,
      int attempts,
      Duration firstRetry,
      Duration mostRetry,
      int retryShare,
      int retryFloor) {
    /** With the usual budget for retries. */
    public Limits(
        int concurrency,
        Duration timeLimit,
        int attempts,
        Duration firstRetry,
        Duration mostRetry) {
      this(concurrency, timeLimit, attempts, firstRetry, mostRetry, RETRY_SHARE, RETRY_FLOOR);
    }
  }

  /** What the adapter's factory gets: all but what only the system's own events are signed with. */
  public SystemConfig config() {
    Map<String, String> its = new HashMap<>(secrets);
    for (FeedRules feed : inbound == null ? List.<FeedRules>of() : inbound.feeds()) {
      if (feed.webhook() != null) {
        its.remove(feed.webhook().secret());
      }
    }
    return new SystemConfig(id, settings, its, folder);
  }

  /** Hides settings and secrets. */
  @Override
  public String toString() {
    return "SystemDefinition[" + id + "]";
  }
}
