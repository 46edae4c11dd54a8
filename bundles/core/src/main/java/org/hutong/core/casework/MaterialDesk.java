package org.hutong.core.casework;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.casework.Material;
import org.hutong.casework.Materials;
import org.hutong.core.casework.MaterialFiles.Kept;
import org.hutong.core.casework.Sight.View;
import org.hutong.core.store.AuditRow;
import org.hutong.core.store.Idempotency;
import org.hutong.core.store.Store;
import org.hutong.core.store.Tx;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** Takes materials in chunks, checks the digest of the whole, gives them out for a purpose. */
public final class MaterialDesk implements Materials {
  /** The largest material, in bytes. */
  static final long MOST_BYTES = 20L * 1024 * 1024;

  /** The largest chunk, in bytes. */
  static final int MOST_CHUNK = 1024 * 1024;

  private static final Set<String> MEDIA =
      Set.of("application/pdf", "image/jpeg", "image/png", "image/tiff", "application/ofd");

  private final String street;
  private final Store store;
  private final MaterialFiles files;
  private final Idempotency idempotency;
  private final CaseSight sight;

  MaterialDesk(String street, Store store, CaseSight sight) {
    this.street = street;
    this.store = store;
    this.files = new MaterialFiles(street, store.vault());
    this.idempotency = new Idempotency(store.vault());
    this.sight = sight;
  }

  @Override
  public Material announce(Caller caller, String key, Map<String, Object> body) {
    mayHand(caller);
    Fields f = new Fields(body);
    f.only("name", "mediaType", "size", "sha256", "content", "verifiedOriginal");
    boolean verified = f.flag("verifiedOriginal");
    byte[] content = content(f);
    String name = f.text("name", 200);
    String media = verified ? f.text("mediaType", 100) : f.required("mediaType", 100);
    if (media != null && !MEDIA.contains(media)) {
      f.note("mediaType", Code.FIELD_VALUE, "只接收 PDF、OFD、JPEG、PNG、TIFF");
    }
    Long size = f.integer("size", 1, MOST_BYTES);
    String sha256 = f.text("sha256", 64);
    if (sha256 != null && !sha256.matches("[0-9a-f]{64}")) {
      f.note("sha256", Code.FIELD_VALUE, "sha256 应为 64 位小写十六进制");
    }
    if (!verified) {
      needSizeAndDigest(f, size);
    }
    if (content != null && size != null && size != content.length) {
      f.note("size", Code.FIELD_VALUE, "声明的大小与内容不一致");
    }
    f.check();
    Material material =
        new Material(
            street,
            UUID.randomUUID().toString(),
            name,
            media,
            size == null ? 0 : size,
            0,
            sha256,
            verified,
            verified);
    Idempotency.Request request = idempotency.request(caller, key, "material.announce", body);
    return store.write(
        tx -> request.once(tx, Material.class, t -> announce(t, caller, material, content)));
  }

  private static void needSizeAndDigest(Fields f, @Nullable Long size) {
    if (size == null && !f.has("size")) {
      f.note("size", Code.FIELD_MISSING);
    }
    if (!f.has("sha256")) {
      f.note("sha256", Code.FIELD_MISSING);
    }
  }

  private static byte @Nullable [] content(Fields f) {
    String text = f.text("content", MOST_CHUNK * 2);
    if (text == null) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      f.note("content", Code.FIELD_VALUE, "content 应为 Base64");
      return null;
    }
  }

  private Material announce(Tx tx, Caller caller, Material material, byte @Nullable [] content)
      throws SQLException {
    files.insert(tx, new Kept(material, caller.account(), Units.of(caller)));
    tx.audit(AuditRow.done(caller, "material.announce", material.id(), null, null));
    return content == null ? material : append(tx, material, 0, content);
  }

  @Override
  public Material append(Caller caller, String id, long offset, byte[] bytes) {
    mayHand(caller);
    if (bytes.length == 0 || bytes.length > MOST_CHUNK) {
      Code code = bytes.length == 0 ? Code.INVALID_REQUEST : Code.BODY_TOO_LARGE;
      throw Refused.because(code, "每块应为 1 字节至 " + MOST_CHUNK + " 字节");
    }
    // A wrong digest must stay thrown away: that unit commits, and the refusal follows it.
    Material after =
        store.write(tx -> append(tx, own(tx.connection(), caller, id).material(), offset, bytes));
    if (after.received() == 0) {
      throw Refused.because(Code.MATERIAL_DIGEST_MISMATCH);
    }
    return after;
  }

  private Material append(Tx tx, Material material, long offset, byte[] bytes) throws SQLException {
    Connection c = tx.connection();
    if (offset < material.received()) {
      byte[] there = files.chunk(c, material.id(), offset);
      if (there != null && Arrays.equals(there, bytes)) {
        return material;
      }
    }
    if (material.verifiedOriginal()
        || offset != material.received()
        || offset + bytes.length > material.size()) {
      throw Refused.because(Code.INVALID_REQUEST, "应从第 " + material.received() + " 字节继续上传");
    }
    files.add(tx, material.id(), offset, bytes);
    long received = offset + bytes.length;
    if (received < material.size()) {
      return with(material, received, false);
    }
    if (digest(c, material).equals(material.sha256())) {
      files.finish(tx, material.id());
      return with(material, received, true);
    }
    if (offset == 0 && material.received() == 0) {
      throw Refused.because(Code.MATERIAL_DIGEST_MISMATCH);
    }
    files.restart(tx, material.id());
    return with(material, 0, false);
  }

  private String digest(Connection c, Material material) throws SQLException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      files.each(c, material, sha::update);
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static Material with(Material m, long received, boolean complete) {
    return new Material(
        m.street(),
        m.id(),
        m.name(),
        m.mediaType(),
        m.size(),
        received,
        m.sha256(),
        m.verifiedOriginal(),
        complete);
  }

  private static Material withoutName(Material m) {
    return new Material(
        m.street(),
        m.id(),
        null,
        m.mediaType(),
        m.size(),
        m.received(),
        m.sha256(),
        m.verifiedOriginal(),
        m.complete());
  }

  private static void mayHand(Caller caller) {
    caller.mustBe(Role.CLERK, Role.OFFICER, Role.DISPATCHER, Role.HUB);
  }

  private Kept own(Connection c, Caller caller, String id) throws SQLException {
    return files
        .find(c, id)
        .filter(k -> k.client().equals(caller.account()) || k.unit().equals(Units.of(caller)))
        .orElseThrow(() -> Refused.because(Code.MATERIAL_NOT_FOUND));
  }

  @Override
  public Material get(Caller caller, String id) {
    mayHand(caller);
    return store.read(
        c -> {
          Kept kept = seen(c, caller, null, id);
          // The name of a file tells whose it is: to the account that gave it, that is nothing new.
          return kept.client().equals(caller.account())
              ? kept.material()
              : withoutName(kept.material());
        });
  }

  private Kept seen(Connection c, Caller caller, @Nullable String purpose, String id)
      throws SQLException {
    Kept kept = files.find(c, id).orElseThrow(() -> Refused.because(Code.MATERIAL_NOT_FOUND));
    if (see(c, caller, purpose, kept) == View.NONE) {
      throw Refused.because(Code.MATERIAL_NOT_FOUND);
    }
    return kept;
  }

  private View see(Connection c, Caller caller, @Nullable String purpose, Kept kept)
      throws SQLException {
    return MaterialLinks.see(c, sight, caller, purpose, kept.material().id(), kept.unit());
  }

  @Override
  public void content(Caller caller, String id, @Nullable String purpose, OutputStream out) {
    mayHand(caller);
    if (purpose == null) {
      throw Refused.because(Code.PURPOSE_REQUIRED);
    }
    sight.sight().check(caller, purpose);
    Kept kept = store.read(c -> seen(c, caller, purpose, id));
    if (store.read(c -> see(c, caller, purpose, kept)) != View.CLEAR) {
      throw Refused.because(Code.PURPOSE_NOT_ALLOWED);
    }
    if (!kept.material().complete() || kept.material().verifiedOriginal()) {
      throw Refused.because(Code.MATERIAL_INCOMPLETE);
    }
    store.write(
        tx -> {
          tx.audit(AuditRow.done(caller, "material.read", kept.material().id(), null, purpose));
          return 0;
        });
    // Once only: what was sent cannot be taken back. A material that is complete never changes.
    store.peek(
        c -> {
          files.each(c, kept.material(), bytes -> write(out, bytes));
          return 0;
        });
  }

  private static void write(OutputStream out, byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
