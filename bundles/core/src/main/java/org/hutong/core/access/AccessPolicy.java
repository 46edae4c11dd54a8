package org.hutong.core.access;

import java.time.Duration;
import java.util.Map;

/**
 * The numbers of log-in.
 *
 * @param minLength of a password, in characters
 * @param failures of one account from one address until that pair is locked
 * @param window after which earlier failures are forgotten
 * @param firstLock the first lock-out; doubles each time
 * @param mostLock the longest lock-out
 * @param addressFailures of one address over all accounts until it must wait
 * @param accountFailures of one account over all addresses until unknown addresses must wait
 * @param remember how long after its last use a verified password need not be hashed again
 * @param rounds of PBKDF2
 */
public record AccessPolicy(
    int minLength,
    int failures,
    Duration window,
    Duration firstLock,
    Duration mostLock,
    int addressFailures,
    int accountFailures,
    Duration remember,
    int rounds) {
  /** The fewest characters any configuration may allow. */
  private static final int FLOOR = 8;

  private static final int ROUNDS = 600_000;

  /** What holds when nothing is configured. */
  public static AccessPolicy standard() {
    return new AccessPolicy(
        12,
        5,
        Duration.ofMinutes(15),
        Duration.ofSeconds(60),
        Duration.ofMinutes(15),
        100,
        100,
        Duration.ofMinutes(5),
        ROUNDS);
  }

  /**
   * Reads {@code passwordMinLength, lockAfterFailures, lockWindowMinutes, lockFirstSeconds,
   * lockMostMinutes, addressFailures, accountFailures, rememberMinutes}; what is absent is
   * standard.
   *
   * @throws IllegalArgumentException naming the key and the reason
   */
  public static AccessPolicy from(Map<String, ?> settings) {
    AccessPolicy usual = standard();
    return new AccessPolicy(
        number(settings, "passwordMinLength", usual.minLength, FLOOR, 64),
        number(settings, "lockAfterFailures", usual.failures, 3, 20),
        Duration.ofMinutes(number(settings, "lockWindowMinutes", 15, 1, 24 * 60)),
        Duration.ofSeconds(number(settings, "lockFirstSeconds", 60, 10, 3600)),
        Duration.ofMinutes(number(settings, "lockMostMinutes", 15, 1, 24 * 60)),
        number(settings, "addressFailures", usual.addressFailures, 10, 10_000),
        number(settings, "accountFailures", usual.accountFailures, 10, 10_000),
        Duration.ofMinutes(number(settings, "rememberMinutes", 5, 1, 15)),
        ROUNDS);
  }

  private static int number(Map<String, ?> settings, String key, int usual, int least, int most) {
    Object value = settings.get(key);
    if (value == null) {
      return usual;
    }
    int number;
    try {
      number = Integer.parseInt(value.toString().strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " is not a whole number", e);
    }
    if (number < least || number > most) {
      throw new IllegalArgumentException(key + " must lie between " + least + " and " + most);
    }
    return number;
  }
}
