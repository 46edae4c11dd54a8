package org.hutong.gateway.soap.internal;

import java.util.Dictionary;
import java.util.Map;
import java.util.Set;
import org.hutong.gateway.support.SettingsFile;
import org.hutong.gateway.support.Turnstile;
import org.jspecify.annotations.Nullable;

/**
 * What {@code etc/org.hutong.gateway.soap.cfg} says.
 *
 * @param ratePerSecond requests a second one account may make in the long run
 * @param rateBurst requests one account may make at once
 * @param concurrency requests in progress before the next is told to come later
 * @param bodyBytes the largest message
 * @param headerBytes the largest SOAP header, with all that stands before it
 * @param headerElements the most elements of a SOAP header
 * @param headerSeconds how long a message may take to say who sends it
 * @param pollWaiters long polls that may wait at once
 * @param publicUrl the address the WSDL names; null for the one the client used
 */
public record Settings(
    int ratePerSecond,
    int rateBurst,
    int concurrency,
    int bodyBytes,
    int headerBytes,
    int headerElements,
    int headerSeconds,
    int pollWaiters,
    @Nullable String publicUrl)
    implements Turnstile.Limits {
  /** What holds without a file. */
  public static final Settings DEFAULT =
      new Settings(2000, 4000, 128, 1 << 20, 16 << 10, 64, 10, 16, null);

  private static final int ENVELOPE = 2048;
  private static final Set<String> OWN =
      Set.of(
          "rate.perSecond",
          "rate.burst",
          "concurrency",
          "body.bytes",
          "header.bytes",
          "header.elements",
          "header.seconds",
          "poll.waiters",
          "public.url");

  /**
   * What capabilities say of this gateway. A chunk of a material comes as Base64 beside header and
   * envelope, so it is smaller than a message.
   */
  public Map<String, Long> limits() {
    long chunk = Math.max(0, bodyBytes - headerBytes - ENVELOPE) / 4 * 3;
    return Map.of(
        "bodyBytes", (long) bodyBytes,
        "headerBytes", (long) headerBytes,
        "materialChunkBytes", chunk,
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
        given.number("header.bytes", DEFAULT.headerBytes, 1024, 1 << 20),
        given.number("header.elements", DEFAULT.headerElements, 8, 10_000),
        given.number("header.seconds", DEFAULT.headerSeconds, 1, 60),
        given.number("poll.waiters", DEFAULT.pollWaiters, 1, 1000),
        url(given));
  }

  private static @Nullable String url(SettingsFile given) throws SettingsFile.Wrong {
    String url = given.text("public.url");
    if (url != null && !url.matches("https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~/-]*)?")) {
      throw new SettingsFile.Wrong("public.url", "Not an http or https address");
    }
    return url;
  }
}
