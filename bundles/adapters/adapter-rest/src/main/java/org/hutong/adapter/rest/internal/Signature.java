package org.hutong.adapter.rest.internal;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * Signs each request with an HMAC over SM3 or SHA-256: who, when, a number used once, and what. Of
 * Bouncy Castle only its plain classes are used: no provider is registered, so nothing of this
 * bundle stays behind when it is swapped.
 */
final class Signature implements Credentials {
  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)\\}");
  private static final Set<String> PLACES =
      Set.of("appId", "time", "nonce", "method", "path", "query", "bodyHash");
  private static final int NONCE_BYTES = 16;

  /** The hash that the system uses. */
  enum Hash {
    SM3,
    SHA_256
  }

  /** How the moment is written. */
  enum Time {
    MILLIS,
    SECONDS
  }

  /**
   * How a system wants to be signed for.
   *
   * @param content what is signed, with places {@code {appId} {time} {nonce} {method} {path}
   *     {query} {bodyHash}}
   * @param names of the headers that carry appId, time, nonce and sign
   */
  record Form(Hash hash, String appId, Time time, boolean base64, String content, Names names) {}

  /** The headers' names. */
  record Names(String appId, String time, String nonce, String sign) {}

  private final Form form;
  private final byte[] key;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Signature(Form form, byte[] key, Clock clock) {
    this.form = form;
    this.key = key.clone();
    this.clock = clock;
  }

  /** Whether a text names only places that are known. */
  static boolean knows(String content) {
    boolean known =
        PLACE.matcher(content).results().allMatch(place -> PLACES.contains(place.group(1)));
    return known && !PLACE.matcher(content).replaceAll("").matches("(?s).*[{}].*");
  }

  @Override
  public Map<String, String> headers(
      String method, URI uri, byte @Nullable [] body, Duration limit) {
    Instant now = clock.instant();
    String time = "" + (form.time() == Time.MILLIS ? now.toEpochMilli() : now.getEpochSecond());
    byte[] once = new byte[NONCE_BYTES];
    random.nextBytes(once);
    String nonce = HexFormat.of().formatHex(once);
    Map<String, String> values = new LinkedHashMap<>();
    values.put("appId", form.appId());
    values.put("time", time);
    values.put("nonce", nonce);
    values.put("method", method);
    values.put("path", uri.getRawPath());
    values.put("query", uri.getRawQuery() == null ? "" : uri.getRawQuery());
    values.put("bodyHash", HexFormat.of().formatHex(hash(body == null ? new byte[0] : body)));
    String content =
        PLACE
            .matcher(form.content())
            .replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(form.names().appId(), form.appId());
    headers.put(form.names().time(), time);
    headers.put(form.names().nonce(), nonce);
    headers.put(form.names().sign(), sign(content));
    return headers;
  }

  String sign(String content) {
    byte[] sign = hmac(content.getBytes(StandardCharsets.UTF_8));
    return form.base64()
        ? Base64.getEncoder().encodeToString(sign)
        : HexFormat.of().formatHex(sign);
  }

  private byte[] hash(byte[] bytes) {
    if (form.hash() == Hash.SM3) {
      SM3Digest digest = new SM3Digest();
      digest.update(bytes, 0, bytes.length);
      byte[] out = new byte[digest.getDigestSize()];
      digest.doFinal(out, 0);
      return out;
    }
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private byte[] hmac(byte[] bytes) {
    if (form.hash() == Hash.SM3) {
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
