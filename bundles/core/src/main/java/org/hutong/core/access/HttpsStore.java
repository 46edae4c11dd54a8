package org.hutong.core.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.hutong.core.store.PrivateFiles;

/**
 * The keystores of HTTPS in the folder of keys: {@code https.p12}, which the web server opens, and
 * {@code https-next.p12} for a key whose certificate was asked for but has not come. Their password
 * stands in {@code https.password}.
 */
final class HttpsStore {
  static final String ALIAS = "https";
  private static final String TYPE = "PKCS12";
  private static final String PASSWORD = "https.password";
  private static final int PASSWORD_BYTES = 32;

  private final Path folder;

  HttpsStore(Path folder) {
    this.folder = folder;
  }

  /** A key with the chain that stands for it, the key's own certificate first. */
  record Entry(PrivateKey key, List<X509Certificate> chain, Instant createdAt) {}

  Path current() {
    return folder.resolve("https.p12");
  }

  Path next() {
    return folder.resolve("https-next.p12");
  }

  Path request() {
    return folder.resolve("https.csr");
  }

  Optional<Entry> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    char[] password = password();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(TYPE);
      store.load(in, password);
      List<X509Certificate> chain =
          Arrays.stream(store.getCertificateChain(ALIAS)).map(X509Certificate.class::cast).toList();
      return Optional.of(
          new Entry(
              (PrivateKey) store.getKey(ALIAS, password),
              chain,
              store.getCreationDate(ALIAS).toInstant()));
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " cannot be opened", e);
    } finally {
      Arrays.fill(password, ' ');
    }
  }

  void write(Path file, PrivateKey key, List<X509Certificate> chain) throws IOException {
    PrivateFiles.folder(folder);
    char[] password = password();
    try {
      KeyStore store = KeyStore.getInstance(TYPE);
      store.load(null, password);
      store.setKeyEntry(ALIAS, key, password, chain.toArray(Certificate[]::new));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store.store(out, password);
      PrivateFiles.write(file, out.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " cannot be written", e);
    } finally {
      Arrays.fill(password, ' ');
    }
  }

  private char[] password() throws IOException {
    Path file = folder.resolve(PASSWORD);
    if (!Files.exists(file)) {
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      // Without a line's end: the web server's configuration takes the whole content.
      PrivateFiles.write(file, Base64.getUrlEncoder().withoutPadding().encode(random));
    }
    return Files.readString(file, StandardCharsets.US_ASCII).strip().toCharArray();
  }
}
