package org.hutong.core.access;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.hutong.core.store.AuditRow;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/**
 * Says whether a password is an account's: first what was verified a moment ago, then the limits on
 * guessing, then the hash. The same credential arriving many times at once is hashed once.
 */
final class PasswordCheck {
  /** Stands in the trail for a name nobody has: it may be a password in the wrong field. */
  static final String NOBODY = "(unknown)";

  private final AccountBook book;
  private final Passwords passwords;
  private final Throttle throttle;
  private final Verified verified;
  private final AccessLog trail;
  private final HashGate gate = new HashGate();
  private final ConcurrentMap<String, CompletableFuture<StoredAccount>> running =
      new ConcurrentHashMap<>();

  private record Act(String what, String from) {}

  PasswordCheck(
      AccountBook book,
      Passwords passwords,
      Throttle throttle,
      Verified verified,
      AccessLog trail) {
    this.book = book;
    this.passwords = passwords;
    this.throttle = throttle;
    this.verified = verified;
    this.trail = trail;
  }

  /**
   * The account whose password it is.
   *
   * @param what the act as the trail names it
   * @throws Refused AUTHENTICATION_FAILED, ACCOUNT_LOCKED or TOO_MANY_REQUESTS
   */
  StoredAccount verify(String name, char[] password, String from, String what) {
    if (Passwords.absurd(password)) {
      throw Refused.because(Code.AUTHENTICATION_FAILED);
    }
    Address address = Address.of(from);
    throttle.mustNotBeLocked(name, address);
    byte[] mark = verified.mark(name, password);
    Optional<StoredAccount> account = book.now().account(name);
    if (account.isPresent() && verified.holds(account.get(), mark)) {
      return account.get();
    }
    // Otherwise a closed address could try passwords against what is remembered, uncounted.
    if (account.filter(verified::knows).isPresent() && throttle.onlyVerified(name, address)) {
      throttle.failPair(name, address);
    }
    return once(name, password, mark, address, new Act(what, from));
  }

  private StoredAccount once(String name, char[] password, byte[] mark, Address address, Act act) {
    String key = address.key() + ' ' + HexFormat.of().formatHex(mark);
    CompletableFuture<StoredAccount> mine = new CompletableFuture<>();
    CompletableFuture<StoredAccount> others = running.putIfAbsent(key, mine);
    if (others != null) {
      return await(others);
    }
    try {
      StoredAccount account = hashed(name, password, mark, address, act);
      mine.complete(account);
      return account;
    } catch (Refused e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      running.remove(key, mine);
      // Does something only when a fault of our own is on its way.
      mine.completeExceptionally(Refused.because(Code.AUTHENTICATION_FAILED));
    }
  }

  private StoredAccount hashed(
      String name, char[] password, byte[] mark, Address address, Act act) {
    Optional<StoredAccount> before = book.now().account(name);
    if (before.isPresent() && verified.holds(before.get(), mark)) {
      // Another one finished between our look and our turn.
      return before.get();
    }
    PasswordHash kept = before.map(StoredAccount::password).orElse(passwords.nobody());
    Throttle.Attempt attempt = throttle.begin(name, address);
    boolean matches;
    try {
      matches = gate.run(() -> passwords.matches(kept, password));
    } catch (Refused e) {
      throttle.abandoned(attempt);
      throw e;
    }
    // The account may have changed while it was hashed: then the answer is about the past.
    Optional<StoredAccount> now = book.now().account(name);
    if (!matches || now.isEmpty() || now.get().disabled() || now.get().password() != kept) {
      failed(attempt, before.isPresent(), act);
      throw Refused.because(Code.AUTHENTICATION_FAILED);
    }
    throttle.succeeded(attempt);
    verified.remember(now.get(), mark);
    trail.record(new AuditRow(name, null, act.what(), null, null, act.from(), "ok"));
    return now.get();
  }

  private void failed(Throttle.Attempt attempt, boolean exists, Act act) {
    String who = exists ? attempt.account() : NOBODY;
    trail.record(
        new AuditRow(
            who, null, act.what(), null, null, act.from(), Code.AUTHENTICATION_FAILED.name()));
    if (attempt.locks()) {
      trail.record(
          new AuditRow(
              who, null, "access.lock", who, null, act.from(), Code.ACCOUNT_LOCKED.name()));
    }
  }

  private static StoredAccount await(CompletableFuture<StoredAccount> others) {
    try {
      return others.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Refused refused) {
        throw refused;
      }
      throw e;
    }
  }
}
