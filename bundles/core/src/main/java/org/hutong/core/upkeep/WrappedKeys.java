package org.hutong.core.upkeep;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.hutong.core.store.PrivateFiles;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The folder of keys as one file that only a passphrase opens: PBKDF2-HMAC-SHA256 with 600,000
 * rounds, AES-256-GCM. The file is: format (1), salt (16), nonce (12), cipher text of a zip whose
 * names are paths below the folder.
 */
final class WrappedKeys {
  /** Its name in a backup. */
  static final String FILE = "keys.wrapped";

  /** Signs that a passphrase has at least. */
  static final int LEAST_SIGNS = 16;

  private static final byte FORMAT = 1;
  private static final int SALT = 16;
  private static final int NONCE = 12;
  private static final int ROUNDS = 600_000;
  private static final int OVERHEAD = 1 + SALT + NONCE + 16;
  private static final int PIECE = 64 << 10;

  /** Of such a file: it is opened in memory. */
  static final int MOST_BYTES = 16 << 20;

  /** What is opened: earlier releases wrapped without a limit. */
  private static final int MOST_OPENED = 64 << 20;

  private WrappedKeys() {}

  /**
   * Wraps the files of the folder and of those below it, and opens what it wrote.
   *
   * @throws Refused when they are too large to be opened again
   */
  static void wrap(Path keys, Path target, char[] passphrase) throws IOException {
    wrap(keys, target, passphrase, MOST_BYTES);
  }

  /** The same up to another limit. */
  static void wrap(Path keys, Path target, char[] passphrase, int most) throws IOException {
    SortedMap<String, Long> files = new TreeMap<>();
    Walk.over(keys, true, name -> true, (name, a) -> files.put(name.toString(), a.size()));
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    Set<String> names = zip(keys, files, plain, most);
    byte[] head = new byte[SALT + NONCE];
    new SecureRandom().nextBytes(head);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, head, passphrase).doFinal(plain.toByteArray());
      PrivateFiles.write(
          target,
          ByteBuffer.allocate(1 + head.length + sealed.length)
              .put(FORMAT)
              .put(head)
              .put(sealed)
              .array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has AES-GCM and PBKDF2", e);
    }
    check(target, passphrase, names);
  }

  /** Gives the names of what was there to be read: a file may go meanwhile. */
  private static Set<String> zip(
      Path keys, SortedMap<String, Long> files, ByteArrayOutputStream plain, int most)
      throws IOException {
    Set<String> names = new TreeSet<>();
    byte[] piece = new byte[PIECE];
    try (ZipOutputStream zip = new ZipOutputStream(plain)) {
      for (String name : files.keySet()) {
        Path file = keys.resolve(name);
        try (InputStream in = Files.newInputStream(file)) {
          zip.putNextEntry(new ZipEntry(name));
          for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            zip.write(piece, 0, read);
            mustFit(plain, files, most);
          }
          zip.closeEntry();
          names.add(name);
        } catch (NoSuchFileException e) {
          if (Files.exists(file)) {
            throw e;
          }
        }
      }
    }
    mustFit(plain, files, most);
    return names;
  }

  private static void mustFit(ByteArrayOutputStream plain, Map<String, Long> files, int most) {
    if (plain.size() <= most - OVERHEAD) {
      return;
    }
    Map.Entry<String, Long> largest =
        Collections.max(files.entrySet(), Map.Entry.comparingByValue());
    throw Refused.because(
        Code.BACKUP_FAILED,
        "密钥目录压缩后超过上限 "
            + (most >> 20)
            + " MiB，不能随备份保存；其中最大的文件是 "
            + largest.getKey()
            + "（"
            + (largest.getValue() >> 10)
            + " KiB），请移出密钥目录后再备份");
  }

  /** Opens what was wrapped: a backup whose keys stay closed must not get its name. */
  static void check(Path wrapped, char[] passphrase, Set<String> names) throws IOException {
    byte[] plain = opened(Files.readAllBytes(wrapped), passphrase);
    if (plain == null) {
      throw new IOException("The wrapped keys do not open again: " + wrapped);
    }
    Set<String> found = new TreeSet<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(plain))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        zip.transferTo(OutputStream.nullOutputStream()); // to the end: there its sum is compared
        found.add(entry.getName());
      }
    }
    if (!found.equals(names)) {
      throw new IOException("The wrapped keys are " + found + " and not " + names);
    }
  }

  /**
   * Writes the files into an empty folder. A passphrase with blanks around it that opens nothing is
   * tried without them.
   *
   * @throws RestoreRefused when the passphrase is wrong or the file was altered
   */
  static void unwrap(Path wrapped, Path keys, char[] passphrase)
      throws IOException, RestoreRefused {
    long size = Files.size(wrapped);
    byte[] all = size > MOST_OPENED ? new byte[0] : Files.readAllBytes(wrapped);
    if (all.length < OVERHEAD || all[0] != FORMAT) {
      throw new RestoreRefused("密钥包不是本系统的格式 (not a file of wrapped keys): " + wrapped);
    }
    char[] bare = new String(passphrase).strip().toCharArray();
    byte[] plain = opened(all, passphrase);
    if (plain == null && bare.length < passphrase.length) {
      plain = opened(all, bare);
    }
    if (plain == null) {
      throw new RestoreRefused("口令不正确，或密钥包被改动 (wrong passphrase, or altered): " + wrapped);
    }
    PrivateFiles.folder(keys);
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(plain))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = place(keys, entry.getName());
        PrivateFiles.folder(file.getParent());
        PrivateFiles.write(file, zip.readAllBytes());
      }
    }
    Folders.force(keys);
  }

  /** Where a file belongs: below the folder, and through no link. */
  static Path place(Path keys, String name) throws RestoreRefused {
    Path below = Path.of(name);
    Path file = keys.resolve(below);
    boolean inside =
        below.equals(below.normalize())
            && file.normalize().startsWith(keys.normalize())
            && !file.equals(keys)
            && !name.endsWith("/");
    for (Path each = file; inside && !each.equals(keys); each = each.getParent()) {
      inside = !Files.isSymbolicLink(each);
    }
    if (!inside) {
      throw new RestoreRefused("密钥包中有不应有的路径 (a path out of place): " + name);
    }
    return file;
  }

  /** What is in it; null when this passphrase does not open it. */
  private static byte @Nullable [] opened(byte[] all, char[] passphrase) {
    byte[] head = new byte[SALT + NONCE];
    System.arraycopy(all, 1, head, 0, head.length);
    int from = 1 + head.length;
    try {
      return cipher(Cipher.DECRYPT_MODE, head, passphrase).doFinal(all, from, all.length - from);
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  private static Cipher cipher(int mode, byte[] head, char[] passphrase)
      throws GeneralSecurityException {
    byte[] salt = new byte[SALT];
    System.arraycopy(head, 0, salt, 0, SALT);
    PBEKeySpec spec = new PBEKeySpec(passphrase, salt, ROUNDS, 256);
    try {
      SecretKey key =
          new SecretKeySpec(
              SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                  .generateSecret(spec)
                  .getEncoded(),
              "AES");
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(128, head, SALT, NONCE));
      return cipher;
    } finally {
      spec.clearPassword();
    }
  }
}
