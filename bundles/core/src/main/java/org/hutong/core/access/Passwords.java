package org.hutong.core.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/** Hashes passwords and judges new ones. */
final class Passwords {
  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;
  private static final int LONGEST = 256;
  private static final int FEWEST_DIFFERENT = 5;
  // No 0 O 1 l I: the first password is read off a screen.
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int GROUPS = 5;
  private static final int GROUP = 4;

  private final int minLength;
  private final int rounds;
  private final SecureRandom random = new SecureRandom();
  private final PasswordHash nobody;

  Passwords(AccessPolicy policy) {
    this.minLength = policy.minLength();
    this.rounds = policy.rounds();
    this.nobody = new PasswordHash(ALGORITHM, rounds, bytes(SALT_BYTES), bytes(HASH_BITS / 8));
  }

  PasswordHash hash(char[] password) {
    byte[] salt = bytes(SALT_BYTES);
    return new PasswordHash(ALGORITHM, rounds, salt, derive(password, salt, rounds));
  }

  boolean matches(PasswordHash kept, char[] password) {
    byte[] derived = derive(password, kept.salt(), kept.rounds());
    return MessageDigest.isEqual(kept.hash(), derived);
  }

  /** A hash that nothing matches, so that an unknown name costs what a known one costs. */
  PasswordHash nobody() {
    return nobody;
  }

  /** Too long to be anyone's: not worth a hash. */
  static boolean absurd(char[] password) {
    return password.length > LONGEST;
  }

  /**
   * Refuses what is easily guessed.
   *
   * @throws Refused {@link Code#PASSWORD_TOO_WEAK}, saying why
   */
  void mustBeGood(String account, char[] password) {
    String text = new String(password);
    if (text.codePointCount(0, text.length()) < minLength) {
      throw weak("密码至少 " + minLength + " 个字符");
    }
    if (absurd(password)) {
      throw weak("密码最多 " + LONGEST + " 个字符");
    }
    if (text.toLowerCase(Locale.ROOT).contains(account.toLowerCase(Locale.ROOT))) {
      throw weak("密码不能包含账户名");
    }
    if (text.codePoints().distinct().count() < FEWEST_DIFFERENT) {
      throw weak("密码至少包含 " + FEWEST_DIFFERENT + " 种不同字符");
    }
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      throw weak("密码不能包含控制字符");
    }
  }

  /** A new random password of 100 bits, easily typed. */
  char[] random() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP; i++) {
      if (i > 0 && i % GROUP == 0) {
        text.append('-');
      }
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString().toCharArray();
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Refused weak(String why) {
    return Refused.because(Code.PASSWORD_TOO_WEAK, why);
  }

  private static byte[] derive(char[] password, byte[] salt, int rounds) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, rounds, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    } finally {
      spec.clearPassword();
    }
  }
}
