package org.hutong.core.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Limits guessing, three ways, in bounded memory. An attempt counts as failed <em>before</em> the
 * password is hashed and is forgiven when it succeeds, so that attempts at the same time cannot
 * slip through.
 *
 * <ul>
 *   <li><b>Account and address</b>: after a few failures this pair is locked, 60 s at first, twice
 *       as long after each further failure, up to the longest lock-out. Another address is not
 *       touched by it: nobody can lock a person out from elsewhere. Names nobody has are locked the
 *       same way, so a lock-out tells nothing.
 *   <li><b>Address</b>: many failures over all accounts make the address wait; whoever was verified
 *       there a moment ago is not disturbed.
 *   <li><b>Account</b>: many failures over all addresses (guessing from many machines) close the
 *       account for a while to addresses it never came from. The machine itself and addresses the
 *       account logged in from since the start stay open, and the security administrator can
 *       unlock: the attack delays at most a log-in from a new place, never for ever.
 * </ul>
 */
final class Throttle {
  private static final int MOST_PAIRS = 20_000;
  private static final int MOST_ADDRESSES = 10_000;
  private static final int MOST_ACCOUNTS = 5_000;
  private static final int MOST_KNOWN = 16;
  private static final int LONGEST_NAME = 64;

  private record Pair(String account, String address) {}

  private static final class Count {
    int failures;
    int locks;
    Instant last = Instant.MIN;
    Instant lockedUntil = Instant.MIN;
  }

  /** An attempt that counts as failed until it is {@link #succeeded} or {@link #abandoned}. */
  record Attempt(String account, Address address, boolean locks) {}

  private final AccessPolicy policy;
  private final Clock clock;
  private final Map<Pair, Count> pairs = bounded(MOST_PAIRS);
  private final Map<String, Count> addresses = bounded(MOST_ADDRESSES);
  private final Map<String, Count> accounts = bounded(MOST_ACCOUNTS);
  private final Map<String, Set<String>> known = bounded(MOST_ACCOUNTS);

  Throttle(AccessPolicy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
  }

  /** Refuses with {@link Code#ACCOUNT_LOCKED} while the pair is locked. */
  synchronized void mustNotBeLocked(String account, Address address) {
    refuseWhileLocked(pairs.get(pair(account, address)), Code.ACCOUNT_LOCKED);
  }

  /** Whether only already verified credentials are taken: the address or the account must wait. */
  synchronized boolean onlyVerified(String account, Address address) {
    return locked(addresses.get(address.key())) || locked(guard(account, address));
  }

  /** Counts an attempt, or refuses it. */
  synchronized Attempt begin(String account, Address address) {
    mustNotBeLocked(account, address);
    refuseWhileLocked(addresses.get(address.key()), Code.TOO_MANY_REQUESTS);
    refuseWhileLocked(guard(account, address), Code.ACCOUNT_LOCKED);
    boolean locks = failPair(account, address);
    fail(addresses, address.key(), policy.addressFailures(), 0);
    if (counted(account, address)) {
      fail(accounts, cut(account), policy.accountFailures(), 0);
    }
    return new Attempt(account, address, locks);
  }

  /** Counts a failure of the pair alone; true when this one locks it. */
  synchronized boolean failPair(String account, Address address) {
    return fail(pairs, pair(account, address), policy.failures(), policy.failures() - 1);
  }

  /** Forgives the attempt and all before it from that address. */
  synchronized void succeeded(Attempt attempt) {
    pairs.remove(pair(attempt.account, attempt.address));
    forgive(addresses.get(attempt.address.key()));
    if (counted(attempt.account, attempt.address)) {
      forgive(accounts.get(cut(attempt.account)));
    }
    Set<String> places = known.computeIfAbsent(cut(attempt.account), name -> new LinkedHashSet<>());
    places.remove(attempt.address.key());
    places.add(attempt.address.key());
    if (places.size() > MOST_KNOWN) {
      places.remove(places.iterator().next());
    }
  }

  /** Takes the attempt back: nothing was verified. */
  synchronized void abandoned(Attempt attempt) {
    Count pair = pairs.get(pair(attempt.account, attempt.address));
    if (pair != null && attempt.locks) {
      pair.lockedUntil = Instant.MIN;
      pair.locks--;
    } else {
      forgive(pair);
    }
    forgive(addresses.get(attempt.address.key()));
    if (counted(attempt.account, attempt.address)) {
      forgive(accounts.get(cut(attempt.account)));
    }
  }

  /** Counts a wrong token or certificate; they have a purse of their own. */
  synchronized void failCredential(Address address) {
    String key = "credential " + address.key();
    refuseWhileLocked(addresses.get(key), Code.TOO_MANY_REQUESTS);
    fail(addresses, key, policy.addressFailures(), 0);
  }

  /** The latest end of a lock-out of that account anywhere. */
  synchronized Optional<Instant> lockedUntil(String account) {
    Instant now = clock.instant();
    Instant latest = Instant.MIN;
    for (Map.Entry<Pair, Count> entry : pairs.entrySet()) {
      if (entry.getKey().account.equals(account) && entry.getValue().lockedUntil.isAfter(latest)) {
        latest = entry.getValue().lockedUntil;
      }
    }
    Count all = accounts.get(account);
    if (all != null && all.lockedUntil.isAfter(latest)) {
      latest = all.lockedUntil;
    }
    return latest.isAfter(now) ? Optional.of(latest) : Optional.empty();
  }

  /** Ends every lock-out of that account. */
  synchronized void unlock(String account) {
    pairs.keySet().removeIf(pair -> pair.account.equals(account));
    accounts.remove(account);
  }

  private @Nullable Count guard(String account, Address address) {
    return counted(account, address) ? accounts.get(cut(account)) : null;
  }

  /** Failures at places the account is known at are people's own; only the others add up. */
  private boolean counted(String account, Address address) {
    return !address.local() && !known.getOrDefault(cut(account), Set.of()).contains(address.key());
  }

  private <K> boolean fail(Map<K, Count> counts, K key, int limit, int afterLock) {
    Instant now = clock.instant();
    Count count = counts.computeIfAbsent(key, k -> new Count());
    if (stale(count, now)) {
      count.failures = 0;
      count.locks = 0;
    }
    count.last = now;
    count.failures++;
    if (count.failures < limit) {
      return false;
    }
    count.lockedUntil = now.plus(lockTime(count.locks));
    count.locks++;
    count.failures = afterLock;
    return true;
  }

  private boolean stale(Count count, Instant now) {
    Instant end = count.last.isAfter(count.lockedUntil) ? count.last : count.lockedUntil;
    return now.isAfter(end.plus(policy.window()));
  }

  private Duration lockTime(int before) {
    Duration time = policy.firstLock();
    for (int i = 0; i < before && time.compareTo(policy.mostLock()) < 0; i++) {
      time = time.multipliedBy(2);
    }
    return time.compareTo(policy.mostLock()) < 0 ? time : policy.mostLock();
  }

  private void forgive(@Nullable Count count) {
    if (count != null) {
      count.failures = Math.max(0, count.failures - 1);
    }
  }

  private boolean locked(@Nullable Count count) {
    return count != null && count.lockedUntil.isAfter(clock.instant());
  }

  private void refuseWhileLocked(@Nullable Count count, Code code) {
    if (count != null && locked(count)) {
      Duration left = Duration.between(clock.instant(), count.lockedUntil);
      throw Refused.later(code, Duration.ofSeconds(Math.max(1, left.toSeconds())));
    }
  }

  private static Pair pair(String account, Address address) {
    return new Pair(cut(account), address.key());
  }

  private static String cut(String account) {
    return account.length() <= LONGEST_NAME ? account : account.substring(0, LONGEST_NAME);
  }

  private static <K, V> Map<K, V> bounded(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }
}
