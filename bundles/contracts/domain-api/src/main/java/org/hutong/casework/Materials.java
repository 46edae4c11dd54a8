package org.hutong.casework;

import java.io.OutputStream;
import java.util.Map;
import org.hutong.access.Caller;
import org.jspecify.annotations.Nullable;

/** Materials (材料): uploaded in chunks, checked by SHA-256, stored encrypted. */
public interface Materials {
  /**
   * Announces a material: {@code {name?, mediaType, size, sha256, content?}} with the content in
   * base64 where it is small, or {@code {verifiedOriginal: true}} (原件已核验).
   */
  Material announce(Caller caller, String idempotencyKey, Map<String, Object> body);

  /**
   * Adds bytes at an offset. The same bytes at the same offset again change nothing; the last chunk
   * checks the digest.
   */
  Material append(Caller caller, String id, long offset, byte[] bytes);

  /** What is known of it. */
  Material get(Caller caller, String id);

  /** Writes the content, for a purpose, which is audited. */
  void content(Caller caller, String id, @Nullable String purpose, OutputStream out);
}
