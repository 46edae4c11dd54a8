package org.hutong.adapter.support.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A TLS 1.3 server wants our certificate, and judges it when we have sent already. */
class RefusedCertificateTest {
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;
  private ServerSocket listener;
  private SSLContext context;

  @BeforeEach
  void start() throws Exception {
    for (String name : List.of("server", "known", "unknown")) {
      keytool(
          name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1");
      keytool(name, "-exportcert", "-rfc", "-file", folder.resolve(name + ".pem").toString());
    }
    keytool("trust", "-importcert", "-noprompt", "-file", folder.resolve("known.pem").toString());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store("server"), PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store("trust"));
    context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "tls-server");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket plain = listener.accept()) {
        answer(plain);
        // What still comes is read, so that the alert is not lost with a reset.
        plain.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        // The client hung up, or the test is over.
      }
    }
  }

  private void answer(Socket plain) {
    try {
      SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, null, false);
      tls.setUseClientMode(false);
      tls.setNeedClientAuth(true);
      tls.setEnabledProtocols(new String[] {"TLSv1.3"});
      tls.startHandshake();
      tls.getInputStream().read(new byte[4096]);
      tls.getOutputStream().write("HTTP/1.1 204 OK\r\n\r\n".getBytes("US-ASCII"));
    } catch (IOException e) {
      // Refused: the alert has been sent.
    }
  }

  private KeyStore store(String name) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private void keytool(String name, String command, String... more) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    arguments.addAll(List.of(command, "-alias", name, "-storetype", "PKCS12"));
    arguments.addAll(List.of("-keystore", folder.resolve(name + ".p12").toString()));
    arguments.addAll(List.of("-storepass", PASSWORD));
    arguments.addAll(List.of(more));
    Process process = new ProcessBuilder(arguments).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
  }

  private HttpReply exchange(String certificate) throws Exception {
    String url = "https://127.0.0.1:" + listener.getLocalPort();
    Map<String, Object> values = Map.of("url", url, "trustStore", "server.pem");
    Map<String, String> secrets =
        certificate.isEmpty()
            ? Map.of()
            : Map.of(
                "keyStore",
                Base64.getEncoder()
                    .encodeToString(Files.readAllBytes(folder.resolve(certificate + ".p12"))),
                "keyStorePassword",
                PASSWORD);
    HttpSettings settings =
        HttpSettings.read(
            new Settings("settings", values), new SystemConfig("sut", Map.of(), secrets, folder));
    HttpCall call = new HttpCall("POST", URI.create(url + "/"), Map.of(), new byte[] {'x'});
    try (HttpLink link = new HttpLink(settings, "test", "hutong-test")) {
      return link.exchange(call, Duration.ofSeconds(10));
    }
  }

  @Test
  void aCertificateThatIsRefusedMeansThatNothingLeft() throws Exception {
    assertThat(exchange("known").status()).isEqualTo(204);
    assertThatThrownBy(() -> exchange("unknown")).isInstanceOf(NotSent.class);
    assertThatThrownBy(() -> exchange("")).isInstanceOf(NotSent.class);
  }
}
