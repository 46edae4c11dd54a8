package org.hutong.core.access;

import java.time.Duration;
import org.hutong.core.settings.Given;

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

  /** From the settings {@code access.*}; what is absent is standard. */
  public static AccessPolicy from(Given given) {
    AccessPolicy usual = standard();
    return new AccessPolicy(
        given.number("access.passwordMinLength", usual.minLength, FLOOR, 64),
        given.number("access.lockAfterFailures", usual.failures, 3, 20),
        Duration.ofMinutes(given.number("access.lockWindowMinutes", 15, 1, 24 * 60)),
        Duration.ofSeconds(given.number("access.lockFirstSeconds", 60, 10, 3600)),
        Duration.ofMinutes(given.number("access.lockMostMinutes", 15, 1, 24 * 60)),
        given.number("access.addressFailures", usual.addressFailures, 10, 10_000),
        given.number("access.accountFailures", usual.accountFailures, 10, 10_000),
        Duration.ofMinutes(given.number("access.rememberMinutes", 5, 1, 15)),
        ROUNDS);
  }
}
