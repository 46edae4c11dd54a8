package org.hutong.gateway.rest.internal;

import java.util.Dictionary;
import java.util.Map;
import java.util.Set;
import org.hutong.gateway.support.SettingsFile;
import org.hutong.gateway.support.Turnstile;
import org.jspecify.annotations.Nullable;

/**
 * What {@code etc/org.hutong.gateway.rest.cfg} says.
 *
 * @param ratePerSecond requests a second one account may make in the long run
 * @param rateBurst requests one account may make at once
 * @param concurrency requests in progress before the next is told to come later
 * @param bodyBytes the largest request body
 * @param pollWaiters long polls that may wait at once
 * @param push what holds for systems that push events
 */
public record Settings(
    int ratePerSecond, int rateBurst, int concurrency, int bodyBytes, int pollWaiters, Push push)
    implements Turnstile.Limits {
  /**
   * Whoever pushes is not known before his body is read, so he has less.
   *
   * @param ratePerSecond requests a second one address may make in the long run
   * @param rateBurst requests one address may make at once
   * @param concurrency requests in progress
   * @param bodyBytes the largest event
   */
  public record Push(int ratePerSecond, int rateBurst, int concurrency, int bodyBytes)
      implements Turnstile.Limits {}

  /** What holds without a file. */
  public static final Settings DEFAULT =
      new Settings(2000, 4000, 128, 1 << 20, 64, new Push(200, 400, 16, 256 << 10));

  private static final Set<String> OWN =
      Set.of(
          "rate.perSecond",
          "rate.burst",
          "concurrency",
          "body.bytes",
          "poll.waiters",
          "push.perSecond",
          "push.burst",
          "push.concurrency",
          "push.bytes");

  /** What capabilities say of this gateway; a chunk of a material is a body of its own. */
  public Map<String, Long> limits() {
    return Map.of(
        "eventBytes", (long) push.bodyBytes(),
        "eventsPerSecond", (long) push.ratePerSecond(),
        "bodyBytes", (long) bodyBytes,
        "materialChunkBytes", (long) bodyBytes,
        "requestsPerSecond", (long) ratePerSecond,
        "requestsAtOnce", (long) rateBurst,
        "requestsInProgress", (long) concurrency,
        "longPolls", (long) pollWaiters);
  }

  /** Reads the properties; what is missing has its default. */
  public static Settings read(@Nullable Dictionary<String, ?> properties)
      throws SettingsFile.Wrong {
    if (properties == null) {
      return DEFAULT;
    }
    SettingsFile given = new SettingsFile(properties, OWN);
    return new Settings(
        given.number("rate.perSecond", DEFAULT.ratePerSecond, 1, 1_000_000),
        given.number("rate.burst", DEFAULT.rateBurst, 1, 1_000_000),
        given.number("concurrency", DEFAULT.concurrency, 1, 10_000),
        given.number("body.bytes", DEFAULT.bodyBytes, 1024, 64 << 20),
        given.number("poll.waiters", DEFAULT.pollWaiters, 1, 1000),
        new Push(
            given.number("push.perSecond", DEFAULT.push.ratePerSecond, 1, 1_000_000),
            given.number("push.burst", DEFAULT.push.rateBurst, 1, 1_000_000),
            given.number("push.concurrency", DEFAULT.push.concurrency, 1, 1_000),
            given.number("push.bytes", DEFAULT.push.bodyBytes, 1024, 16 << 20)));
  }
}
