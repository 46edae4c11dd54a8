package org.hutong.core.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The hash of an audit row: HMAC-SHA-256, under a key that is not in the data, over the row before
 * it and its own fields. Who can write the table but has no key can neither alter, insert nor
 * remove a row unseen.
 */
public final class AuditChain {
  /** What stands before the first row. */
  public static final String START = "0".repeat(64);

  private final SecretKeySpec key;

  /** Uses the ring's audit key. */
  public AuditChain(KeyRing ring) {
    this.key = new SecretKeySpec(ring.bits("audit-1"), "HmacSHA256");
  }

  /** The hash of one row, 64 hex digits. */
  public String hash(String before, long seq, long atMillis, AuditRow row) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      field(mac, before);
      field(mac, Long.toString(seq));
      field(mac, Long.toString(atMillis));
      field(mac, row.who());
      field(mac, row.whom());
      field(mac, row.what());
      field(mac, row.target());
      field(mac, row.why());
      field(mac, row.from());
      field(mac, row.result());
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HMAC-SHA-256", e);
    }
  }

  // Length first: no two rows give the same bytes.
  private static void field(Mac mac, @Nullable String value) {
    if (value == null) {
      mac.update((byte) '-');
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    mac.update(bytes);
  }
}
