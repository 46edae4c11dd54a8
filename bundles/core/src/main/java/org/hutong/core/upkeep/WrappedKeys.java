package org.hutong.core.upkeep;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.stream.Stream;
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
import org.jspecify.annotations.Nullable;

/**
 * The folder of keys as one file that only a passphrase opens: PBKDF2-HMAC-SHA256 with 600,000
 * rounds, AES-256-GCM. The file is: format (1), salt (16), nonce (12), cipher text.
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
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private WrappedKeys() {}

  /** Wraps the files of the folder. */
  static void wrap(Path keys, Path target, char[] passphrase) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(plain);
        Stream<Path> inside = Files.list(keys)) {
      for (Path file : inside.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
        zip.write(Files.readAllBytes(file));
        zip.closeEntry();
      }
    }
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
  }

  /**
   * Writes the files into an empty folder. A passphrase with blanks around it that opens nothing is
   * tried without them.
   *
   * @throws RestoreRefused when the passphrase is wrong or the file was altered
   */
  static void unwrap(Path wrapped, Path keys, char[] passphrase)
      throws IOException, RestoreRefused {
    byte[] all = Files.readAllBytes(wrapped);
    if (all.length < 1 + SALT + NONCE || all.length > MOST_BYTES || all[0] != FORMAT) {
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
        Path file = keys.resolve(entry.getName());
        if (!keys.equals(file.getParent())) {
          throw new RestoreRefused("密钥包中有不应有的路径 (a path out of place): " + entry.getName());
        }
        PrivateFiles.write(file, zip.readAllBytes());
      }
    }
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
