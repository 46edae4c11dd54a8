package org.hutong.gateway.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.hutong.problem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientCertificateTest {
  private static final String SECRET = "only-for-this-test";

  @TempDir Path folder;

  /**
   * One key for both sides: what is tried is the way to the authenticator, not a chain of trust.
   */
  private Path key(String subject) throws Exception {
    Path store = folder.resolve(subject + ".p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "key",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + subject,
                    "-ext",
                    "SAN=IP:127.0.0.1",
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    SECRET))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return store;
  }

  private static KeyStore load(Path store) throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, SECRET.toCharArray());
    }
    return keys;
  }

  private static SSLContext context(Path own, Path trusted)
      throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(load(own), SECRET.toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(load(trusted));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static void tls(Server jetty, SSLContext context) {
    SslContextFactory.Server ssl = new SslContextFactory.Server();
    ssl.setSslContext(context);
    ssl.setWantClientAuth(true);
    HttpConfiguration config = new HttpConfiguration();
    config.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector = new ServerConnector(jetty, ssl, new HttpConnectionFactory(config));
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
  }

  @Test
  void theCertificateThatTlsVerifiedSaysWhoCalls() throws Exception {
    Path hub = key("hub");
    SSLContext context = context(hub, hub);
    Harness harness = new Harness(jetty -> tls(jetty, context));
    try {
      assertThat(get(harness, context).statusCode()).isEqualTo(200);
    } finally {
      harness.close();
    }
  }

  @Test
  void aCertificateOfNobodyIsNotLetIn() throws Exception {
    Path stranger = key("stranger");
    SSLContext context = context(stranger, stranger);
    Harness harness = new Harness(jetty -> tls(jetty, context));
    try {
      Harness.assertFault(
          get(harness, context), 500, "wsse:FailedAuthentication", Code.AUTHENTICATION_FAILED);
    } finally {
      harness.close();
    }
  }

  private static HttpResponse<String> get(Harness harness, SSLContext context) throws Exception {
    URI uri = URI.create("https://127.0.0.1:" + harness.port(1) + Harness.PATH);
    return HttpClient.newBuilder()
        .sslContext(context)
        .build()
        .send(
            harness
                .request(Harness.envelope("", Harness.element("GetSystems", "")))
                .uri(uri)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
