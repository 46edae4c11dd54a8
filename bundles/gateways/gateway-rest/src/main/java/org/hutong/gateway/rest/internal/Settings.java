package org.hutong.gateway.rest.internal;

import java.util.Dictionary;
import java.util.Enumeration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code etc/org.hutong.gateway.rest.cfg} says.
 *
 * @param ratePerSecond requests a second one account may make in the long run
 * @param rateBurst requests one account may make at once
 * @param concurrency requests in progress before the next is told to come later
 * @param bodyBytes the largest request body
 * @param pollWaiters long polls that may wait at once
 */
public record Settings(
    int ratePerSecond, int rateBurst, int concurrency, int bodyBytes, int pollWaiters) {
  /** What holds without a file. */
  public static final Settings DEFAULT = new Settings(2000, 4000, 128, 1 << 20, 64);

  private static final Set<String> OWN =
      Set.of("rate.perSecond", "rate.burst", "concurrency", "body.bytes", "poll.waiters");

  /** A setting that cannot be; {@code property} names it. */
  public static final class Wrong extends Exception {
    private final String property;

    Wrong(String property, String reason) {
      super(reason);
      this.property = property;
    }

    /** The property's name in the file. */
    public String property() {
      return property;
    }
  }

  /** What capabilities say of this gateway; a chunk of a material is a body of its own. */
  public Map<String, Long> limits() {
    return Map.of(
        "bodyBytes", (long) bodyBytes,
        "materialChunkBytes", (long) bodyBytes,
        "requestsPerSecond", (long) ratePerSecond,
        "requestsAtOnce", (long) rateBurst,
        "requestsInProgress", (long) concurrency,
        "longPolls", (long) pollWaiters);
  }

  /** Reads the properties; what is missing has its default. */
  public static Settings read(@Nullable Dictionary<String, ?> properties) throws Wrong {
    if (properties == null) {
      return DEFAULT;
    }
    for (Enumeration<String> names = properties.keys(); names.hasMoreElements(); ) {
      String name = names.nextElement();
      // Names of Config Admin, Felix and Karaf come along with ours.
      boolean foreign = name.startsWith("service.") || name.startsWith("felix.");
      if (!foreign && !name.startsWith("org.apache.karaf.") && !OWN.contains(name)) {
        throw new Wrong(name, "Unknown property; known are " + OWN);
      }
    }
    return new Settings(
        number(properties, "rate.perSecond", DEFAULT.ratePerSecond, 1, 1_000_000),
        number(properties, "rate.burst", DEFAULT.rateBurst, 1, 1_000_000),
        number(properties, "concurrency", DEFAULT.concurrency, 1, 10_000),
        number(properties, "body.bytes", DEFAULT.bodyBytes, 1024, 64 << 20),
        number(properties, "poll.waiters", DEFAULT.pollWaiters, 1, 1000));
  }

  private static int number(
      Dictionary<String, ?> properties, String name, int none, int min, int max) throws Wrong {
    Object value = properties.get(name);
    if (value == null) {
      return none;
    }
    try {
      int number = Integer.parseInt(value.toString().trim());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new Wrong(name, "Not a whole number from " + min + " to " + max);
    }
    throw new Wrong(name, "Not a whole number from " + min + " to " + max);
  }
}
