package org.hutong.core.store;

/** Encrypts what privacy.md §1 names, and finds it again without decrypting. */
public interface Vault {
  /**
   * AES-256-GCM under the current data key.
   *
   * @param place binds the bytes to where they stand, such as {@code case_revision/17/1}; the same
   *     place decrypts them, no other does
   */
  byte[] encrypt(byte[] plain, String place);

  /** The inverse; throws {@link IllegalStateException} for altered or misplaced bytes. */
  byte[] decrypt(byte[] sealed, String place);

  /**
   * A keyed index: equal values of one kind give equal bytes (HMAC-SHA-256, 16 bytes).
   *
   * @param kind such as {@code id-number}, {@code phone}
   */
  byte[] index(String kind, String value);

  /** A short keyed reference to a person for audit and logs: 16 hex digits, no way back. */
  String reference(String idNumber);
}
