package org.hutong.adapter.support.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The settings that every system over HTTP has.
 *
 * @param url without a slash at its end
 * @param connections most connections at once
 * @param answerBytes the longest answer that is read
 * @param answerLine the longest line of an answer's headers, in bytes
 * @param answerHeaders most headers of an answer
 * @param trust whom TLS trusts, and our own certificate; null for the JDK's list and none
 */
public record HttpSettings(
    URI url,
    int connections,
    Duration connect,
    int answerBytes,
    int answerLine,
    int answerHeaders,
    @Nullable SSLContext trust) {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /**
   * Reads {@code url, plainHttp, connections, connectSeconds, answerBytes, answerLine,
   * answerHeaders, trustStore}.
   */
  public static HttpSettings read(Settings settings, SystemConfig config) throws InvalidConfig {
    return new HttpSettings(
        url(settings, "url"),
        settings.number("connections", 4, 1, 50),
        settings.seconds("connectSeconds", 5, 1, 60),
        settings.number("answerBytes", 1 << 20, 1, 64 << 20),
        settings.number("answerLine", 64 << 10, 1024, 1 << 20),
        settings.number("answerHeaders", 200, 10, 10_000),
        trust(settings, config));
  }

  /** An address without account; plain HTTP beyond this machine only where it is asked for. */
  public static URI url(Settings settings, String name) throws InvalidConfig {
    boolean plainHttp = settings.flag("plainHttp", false);
    String text = settings.required(name);
    URI url;
    try {
      url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (URISyntaxException e) {
      throw settings.wrong(name, "不是网址");
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw settings.wrong(name, "应为 https://主机:端口/路径，不含账号");
    }
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw settings.wrong(name, "应以 https:// 或 http:// 开头");
    }
    if (scheme.equals("http") && !plainHttp && !LOOPBACK.contains(url.getHost())) {
      throw settings.wrong(name, "非本机的 http 不加密；确需使用请写明 plainHttp: true");
    }
    return url;
  }

  private static @Nullable SSLContext trust(Settings settings, SystemConfig config)
      throws InvalidConfig {
    TrustManager[] trusted = trusted(settings, config);
    KeyManager[] ours = ours(config);
    if (trusted == null && ours == null) {
      return null;
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(ours, trusted, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw settings.wrong("trustStore", "TLS 不能启用");
    }
  }

  private static TrustManager @Nullable [] trusted(Settings settings, SystemConfig config)
      throws InvalidConfig {
    Optional<String> name = settings.text("trustStore");
    if (name.isEmpty()) {
      return null;
    }
    Path file = config.folder().resolve(name.get()).normalize();
    String password = config.secrets().getOrDefault("trustStorePassword", "");
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      if (file.toString().endsWith(".p12")) {
        store.load(in, password.toCharArray());
      } else {
        store.load(null, null);
        int count = 0;
        for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          store.setCertificateEntry("ca-" + count++, each);
        }
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      return managers.getTrustManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw settings.wrong("trustStore", "读不出证书（.p12 或 .pem 文件）");
    }
  }

  /** Our own certificate: a PKCS12 in Base64, because a secret is a text. */
  private static KeyManager @Nullable [] ours(SystemConfig config) throws InvalidConfig {
    String given = config.secrets().get("keyStore");
    if (given == null) {
      return null;
    }
    char[] password = config.requiredSecret("keyStorePassword").strip().toCharArray();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      byte[] bytes = Base64.getMimeDecoder().decode(given);
      store.load(new ByteArrayInputStream(bytes), password);
      boolean hasKey = false;
      for (String alias : Collections.list(store.aliases())) {
        hasKey |= store.isKeyEntry(alias);
      }
      if (hasKey) {
        KeyManagerFactory managers =
            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, password);
        return managers.getKeyManagers();
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new InvalidConfig(
          "secrets.keyStore", "secrets.keyStore 应为 Base64 的 PKCS12，口令在 secrets.keyStorePassword。");
    }
    throw new InvalidConfig("secrets.keyStore", "secrets.keyStore 里没有私钥。");
  }
}
