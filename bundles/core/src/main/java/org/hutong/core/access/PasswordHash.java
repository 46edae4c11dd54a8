package org.hutong.core.access;

/**
 * A password as it is kept.
 *
 * @param rounds of PBKDF2WithHmacSHA256
 */
record PasswordHash(String algorithm, int rounds, byte[] salt, byte[] hash) {
  /** Hides everything. */
  @Override
  public String toString() {
    return "PasswordHash[hidden]";
  }
}
