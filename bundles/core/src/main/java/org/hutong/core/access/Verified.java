package org.hutong.core.access;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which password was verified for an account, until it has not been used for minutes, as
 * an HMAC under a key that lives and dies with this start. An entry holds for one state of the
 * account only, so any change of the account ends it; nor does it outlive a working day.
 */
final class Verified {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int MOST = 10_000;
  private static final Duration LONGEST = Duration.ofHours(12);

  private record Entry(byte[] mark, StoredAccount account, Instant until, Instant end) {
    Entry used(Instant now, Duration remember) {
      Instant next = now.plus(remember);
      return new Entry(mark, account, next.isBefore(end) ? next : end, end);
    }
  }

  private final SecretKeySpec key;
  private final Duration remember;
  private final Clock clock;
  private final Map<String, Entry> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
          return size() > MOST;
        }
      };

  Verified(Duration remember, Clock clock) {
    byte[] bits = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bits);
    this.key = new SecretKeySpec(bits, ALGORITHM);
    this.remember = remember;
    this.clock = clock;
  }

  /** What stands for the credential; without the key it tells nothing. */
  byte[] mark(String account, char[] password) {
    ByteBuffer secret = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(account.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      mac.update(secret);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    } finally {
      Arrays.fill(secret.array(), (byte) 0);
    }
  }

  synchronized void remember(StoredAccount account, byte[] mark) {
    Instant now = clock.instant();
    entries.put(account.name(), new Entry(mark, account, now.plus(remember), now.plus(LONGEST)));
  }

  /**
   * Whether this very credential was verified for this very state of the account; if so, it has
   * been used: hashing it again in the middle of somebody's work would tell nothing new.
   */
  synchronized boolean holds(StoredAccount account, byte[] mark) {
    Entry entry = live(account);
    if (entry == null || !MessageDigest.isEqual(entry.mark, mark)) {
      return false;
    }
    entries.put(account.name(), entry.used(clock.instant(), remember));
    return true;
  }

  /** Whether any credential of the account is remembered. */
  synchronized boolean knows(StoredAccount account) {
    return live(account) != null;
  }

  private @Nullable Entry live(StoredAccount account) {
    Entry entry = entries.get(account.name());
    if (entry == null) {
      return null;
    }
    if (entry.account != account || !clock.instant().isBefore(entry.until)) {
      entries.remove(account.name());
      return null;
    }
    return entry;
  }
}
