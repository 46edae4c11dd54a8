package org.hutong.core.inbound;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.hutong.core.systems.WebhookRules;
import org.hutong.core.systems.WebhookRules.Encoding;
import org.hutong.core.systems.WebhookRules.Hash;

/**
 * The signature of what a system pushes, checked over the bytes as they came. Of Bouncy Castle only
 * its plain classes are used: no provider is registered.
 */
final class Seal {
  private static final Pattern PLACE = Pattern.compile("\\{(time|body|bodyHash)\\}");
  private static final int LONGEST = 200;

  private final WebhookRules rules;
  private final byte[] key;

  Seal(WebhookRules rules, String key) {
    this.rules = rules;
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the body was signed at that moment with our key; compares in constant time. */
  boolean fits(String time, String sign, byte[] body) {
    if (sign.length() > LONGEST || time.length() > LONGEST) {
      return false;
    }
    byte[] given;
    try {
      given =
          rules.encoding() == Encoding.HEX
              ? HexFormat.of().parseHex(sign)
              : Base64.getDecoder().decode(sign);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return MessageDigest.isEqual(given, hmac(content(time, body)));
  }

  private byte[] content(String time, byte[] body) {
    ByteArrayOutputStream content = new ByteArrayOutputStream(body.length + 100);
    Matcher place = PLACE.matcher(rules.content());
    int from = 0;
    while (place.find()) {
      text(content, rules.content().substring(from, place.start()));
      switch (place.group(1)) {
        case "time" -> text(content, time);
        case "body" -> content.writeBytes(body);
        default -> text(content, HexFormat.of().formatHex(hash(body)));
      }
      from = place.end();
    }
    text(content, rules.content().substring(from));
    return content.toByteArray();
  }

  private static void text(ByteArrayOutputStream content, String text) {
    content.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] hash(byte[] bytes) {
    if (rules.hash() == Hash.HMAC_SHA256) {
      return sha256(bytes);
    }
    SM3Digest digest = new SM3Digest();
    digest.update(bytes, 0, bytes.length);
    byte[] out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return out;
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private byte[] hmac(byte[] bytes) {
    if (rules.hash() == Hash.HMAC_SM3) {
      HMac mac = new HMac(new SM3Digest());
      mac.init(new KeyParameter(key));
      mac.update(bytes, 0, bytes.length);
      byte[] out = new byte[mac.getMacSize()];
      mac.doFinal(out, 0);
      return out;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}
