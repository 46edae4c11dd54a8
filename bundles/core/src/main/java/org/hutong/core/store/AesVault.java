package org.hutong.core.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM. Sealed bytes are: format (1), number of the key (2), nonce (12), cipher text with
 * its tag. The place is authenticated with them, so that no row can be moved onto another.
 */
public final class AesVault implements Vault {
  private static final byte FORMAT = 1;
  private static final int NONCE = 12;
  private static final int HEAD = 1 + 2 + NONCE;
  private static final int TAG_BITS = 128;
  private static final int INDEX_BYTES = 16;

  private final KeyRing ring;
  private final Map<Integer, SecretKeySpec> dataKeys = new ConcurrentHashMap<>();
  private final SecretKeySpec indexKey;
  private final ThreadLocal<Cipher> cipher = ThreadLocal.withInitial(AesVault::newCipher);
  private final ThreadLocal<SecureRandom> random = ThreadLocal.withInitial(SecureRandom::new);

  /** Uses the ring's current data key, also after a rotation. */
  public AesVault(KeyRing ring) {
    this.ring = ring;
    this.indexKey = new SecretKeySpec(ring.bits("index-1"), "HmacSHA256");
  }

  private static Cipher newCipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-GCM", e);
    }
  }

  private SecretKeySpec dataKey(int number) {
    return dataKeys.computeIfAbsent(number, n -> new SecretKeySpec(ring.bits("data-" + n), "AES"));
  }

  @Override
  public byte[] encrypt(byte[] plain, String place) {
    int number = ring.currentDataKey();
    byte[] nonce = new byte[NONCE];
    random.get().nextBytes(nonce);
    try {
      Cipher c = cipher.get();
      c.init(Cipher.ENCRYPT_MODE, dataKey(number), new GCMParameterSpec(TAG_BITS, nonce));
      c.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      byte[] sealed = new byte[HEAD + c.getOutputSize(plain.length)];
      ByteBuffer.wrap(sealed).put(FORMAT).putShort((short) number).put(nonce);
      c.doFinal(plain, 0, plain.length, sealed, HEAD);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Encryption failed", e);
    }
  }

  @Override
  public byte[] decrypt(byte[] sealed, String place) {
    if (sealed.length < HEAD || sealed[0] != FORMAT) {
      throw new IllegalStateException("Not sealed by this vault: " + place);
    }
    int number = ByteBuffer.wrap(sealed).getShort(1);
    try {
      Cipher c = cipher.get();
      c.init(
          Cipher.DECRYPT_MODE, dataKey(number), new GCMParameterSpec(TAG_BITS, sealed, 3, NONCE));
      c.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      return c.doFinal(sealed, HEAD, sealed.length - HEAD);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Altered or misplaced bytes: " + place, e);
    }
  }

  @Override
  public byte[] index(String kind, String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(indexKey);
      mac.update(kind.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return Arrays.copyOf(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)), INDEX_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HMAC-SHA-256", e);
    }
  }

  @Override
  public String reference(String idNumber) {
    return HexFormat.of().formatHex(index("reference", idNumber), 0, 8);
  }
}
