package org.hutong.core.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/** A bearer token's secret: 256 random bits, so that a plain SHA-256 is enough to keep. */
final class TokenSecret {
  static final int BYTES = 32;
  private static final String PREFIX = "htk_";

  private TokenSecret() {}

  static String of(byte[] random) {
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  static String digest(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
