package org.hutong.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.UnrecoverableKeyException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/**
 * The keys of the data: a PKCS#12 keystore in the folder of keys, never in the folder of data. Its
 * password stands in a file beside it, or in the environment as {@code HUTONG_KEYS_PASSWORD}. Every
 * key is 256 bits and made here at the first start.
 */
public final class KeyRing {
  private static final String STORE = "data-keys.p12";
  private static final String PASSWORD = "data-keys.password";
  private static final int KEY_BYTES = 32;

  private final Path folder;
  private char[] password;
  private KeyStore keys;
  private volatile Runnable whenRotated = () -> {};

  private KeyRing(Path folder, char[] password, KeyStore keys) {
    this.folder = folder;
    this.password = password;
    this.keys = keys;
  }

  /** Opens the ring, or makes it. */
  public static KeyRing open(Path folder) throws IOException {
    PrivateFiles.folder(folder);
    try {
      char[] password = password(folder);
      if (exists(folder)) {
        return new KeyRing(folder, password, read(folder, password));
      }
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, password);
      KeyRing ring = new KeyRing(folder, password, keys);
      for (String alias : List.of("data-1", "index-1", "audit-1", "derby-1")) {
        ring.put(alias);
      }
      ring.save();
      return ring;
    } catch (GeneralSecurityException e) {
      throw new IOException("The keystore of the data keys cannot be opened", e);
    }
  }

  private static KeyStore read(Path folder, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(STORE))) {
      keys.load(in, password);
    }
    return keys;
  }

  /**
   * Takes what lies in the folder now, where a ring lies there: the right folder may have been
   * mounted meanwhile. Only before anything was sealed.
   */
  public synchronized void reload() throws IOException {
    if (exists(folder) && (given().isPresent() || Files.exists(folder.resolve(PASSWORD)))) {
      KeyRing now = open(folder);
      password = now.password;
      keys = now.keys;
    }
  }

  private static Optional<char[]> given() {
    return Optional.ofNullable(System.getenv("HUTONG_KEYS_PASSWORD"))
        .filter(text -> !text.isBlank())
        .map(String::toCharArray);
  }

  private static char[] password(Path folder) throws IOException {
    Optional<char[]> given = given();
    if (given.isPresent()) {
      return given.get();
    }
    Path file = folder.resolve(PASSWORD);
    if (!Files.exists(file)) {
      PrivateFiles.write(file, Base64.getUrlEncoder().withoutPadding().encode(random()));
    }
    return Files.readString(file).strip().toCharArray();
  }

  private static byte[] random() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private void put(String alias) throws GeneralSecurityException {
    keys.setEntry(
        alias,
        new KeyStore.SecretKeyEntry(new SecretKeySpec(random(), "AES")),
        new KeyStore.PasswordProtection(password));
  }

  private void save() throws IOException, GeneralSecurityException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    keys.store(out, password);
    PrivateFiles.write(folder.resolve(STORE), out.toByteArray());
  }

  /** The bits of one key; for this package only. */
  synchronized byte[] bits(String alias) {
    try {
      SecretKey key = (SecretKey) keys.getKey(alias, password);
      if (key == null) {
        throw new IllegalStateException("The ring of keys has no key " + alias);
      }
      return key.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A key cannot be read from its keystore", e);
    }
  }

  /** The number of the data key that new data are written under; from 1. */
  public synchronized int currentDataKey() {
    return dataKeys().size();
  }

  /** What is to be done whenever a key was added; it must not wait. */
  void whenRotated(Runnable action) {
    whenRotated = action;
  }

  /** What tells whether another ring holds the same keys: alias to 16 hex digits, no way back. */
  public synchronized Map<String, String> fingerprints() {
    Map<String, String> found = new TreeMap<>();
    try {
      for (String alias : Collections.list(keys.aliases())) {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(bits(alias), "HmacSHA256"));
        byte[] print = mac.doFinal(("hutong fingerprint " + alias).getBytes(UTF_8));
        found.put(alias, HexFormat.of().formatHex(print, 0, 8));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The keystore cannot list its keys", e);
    }
    return found;
  }

  /** Whether a ring was ever made in this folder. */
  public static boolean exists(Path folder) {
    return Files.exists(folder.resolve(STORE));
  }

  /** The aliases of all data keys, oldest first. */
  public synchronized List<String> dataKeys() {
    List<String> found = new ArrayList<>();
    try {
      for (String alias : Collections.list(keys.aliases())) {
        if (alias.startsWith("data-")) {
          found.add(alias);
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The keystore cannot list its keys", e);
    }
    found.sort((a, b) -> Integer.compare(number(a), number(b)));
    return found;
  }

  private static int number(String alias) {
    return Integer.parseInt(alias.substring(alias.indexOf('-') + 1));
  }

  /** When a key was made, as the keystore remembers it. */
  public synchronized Instant createdAt(String alias) {
    try {
      return keys.getCreationDate(alias).toInstant();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The keystore cannot date its keys", e);
    }
  }

  /**
   * Adds a data key; what was written under the others stays readable. One that could not be kept
   * is not there: what it sealed could not be read after the next start.
   *
   * @throws Refused other keys lie in the folder than were read: they would be lost
   */
  public synchronized String rotate() throws IOException {
    if (!isKept()) {
      throw Refused.because(
          Code.CONFIG_INVALID, "HUTONG_KEYS 中的数据密钥不是启动时读入的那一份，未更换密钥；请放回正确的密钥，或重启后再试");
    }
    String alias = "data-" + (currentDataKey() + 1);
    boolean kept = false;
    try {
      put(alias);
      save();
      kept = true;
    } catch (GeneralSecurityException e) {
      throw new IOException("A new data key cannot be kept", e);
    } finally {
      if (!kept) {
        forget(alias);
      }
    }
    whenRotated.run();
    return alias;
  }

  /** Whether the folder holds what is in memory. */
  private boolean isKept() throws IOException {
    if (!exists(folder)) {
      return false;
    }
    try {
      KeyRing kept = new KeyRing(folder, password, read(folder, password));
      return kept.fingerprints().equals(fingerprints());
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        return false; // under another password
      }
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IOException("The keystore of the data keys cannot be read", e);
    }
  }

  private void forget(String alias) throws IOException {
    try {
      keys.deleteEntry(alias);
    } catch (GeneralSecurityException e) {
      throw new IOException("The ring of keys cannot be left as it was", e);
    }
  }
}
