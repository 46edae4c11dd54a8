package org.hutong.core.systems;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a feed is pushed (推送): what its events are signed with, and what stands in them.
 *
 * @param secret the name, among the system's secrets, of the key that signs
 * @param content what is signed: a text with the places {@code {time}} and {@code {body}} or {@code
 *     {bodyHash}}
 * @param signHeader the header that holds the signature
 * @param timeHeader the header that holds the moment of signing
 * @param window how far that moment may lie from now, before or after
 * @param remember how long an event is known by its id, and has no second effect
 * @param event the column that is the event's id
 * @param order null where every event counts in the order of its coming
 */
public record WebhookRules(
    Hash hash,
    String secret,
    String content,
    Encoding encoding,
    String signHeader,
    String timeHeader,
    Time time,
    Duration window,
    Duration remember,
    String event,
    @Nullable Order order) {

  /** The hash under the HMAC. */
  public enum Hash {
    HMAC_SM3,
    HMAC_SHA256
  }

  /** How the signature is written. */
  public enum Encoding {
    HEX,
    BASE64
  }

  /** How the moment is written. */
  public enum Time {
    MILLIS,
    SECONDS
  }

  /**
   * Which of two events of one entity is the later one.
   *
   * @param entity the column that says which entity an event is about
   * @param sequence the column that counts its states
   */
  public record Order(String entity, String sequence) {}
}
