package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.hutong.harness.Appliance;
import org.hutong.harness.Ports;
import org.hutong.harness.Rest;
import org.hutong.harness.Street;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A key is made at the console; after a restart the street is open to its network, by TLS only. */
class HttpsIT {
  private static Journey journey;
  private static Optional<InetAddress> own;
  private static int port;
  private static SSLContext trusting;

  @BeforeAll
  static void open() throws Exception {
    own = ownAddress();
    port = Ports.free();
    journey = Journey.prepare("https", List.of());
    journey.street().start();
    String names = " --name 127.0.0.1" + own.map(a -> " --name " + a.getHostAddress()).orElse("");
    String said = journey.street().console("security", "hutong:key-request localhost" + names);
    Appliance appliance = journey.street().appliance();
    assertThat(said).contains(appliance.keys().resolve("https.csr").toString());
    assertThat(appliance.stop(Duration.ofSeconds(60))).as("it stops").isTrue();
    appliance.with("HUTONG_BIND", "0.0.0.0").with("HUTONG_HTTPS_PORT", Integer.toString(port));
    journey.street().begin();
    appliance.awaitReady();
    trusting = trusting(appliance.keys());
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  /** An address of this machine that others see it by. */
  private static Optional<InetAddress> ownAddress() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
        .findFirst();
  }

  /** Trusts the certificate that the key-request made, and no other. */
  private static SSLContext trusting(Path keys) throws IOException, GeneralSecurityException {
    KeyStore made = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys.resolve("https.p12"))) {
      made.load(in, Files.readString(keys.resolve("https.password")).toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("hutong", made.getCertificate("https"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static Rest overTls(String host, String account, String password) {
    HttpClient http =
        HttpClient.newBuilder().sslContext(trusting).connectTimeout(Duration.ofSeconds(5)).build();
    return new Rest(http, "https://" + host + ":" + port, account, password);
  }

  private static void enters(Rest rest) throws Exception {
    assertThat(rest.get("/capabilities").status()).isEqualTo(200);
    Rest.Answer entered = rest.post("/cases", journey.entry());
    assertThat(entered.status()).as(entered.body().toString()).isEqualTo(201);
    assertThat(rest.get("/cases/" + entered.body().path("number").asText()).status())
        .isEqualTo(200);
  }

  private static InetAddress own() {
    assumeThat(own).as("this machine has no address but loopback").isPresent();
    return own.get();
  }

  @Test
  void casesAreEnteredOverTls() throws Exception {
    for (String host : List.of("127.0.0.1", "localhost")) {
      enters(overTls(host, "clerk", journey.street().password("clerk")));
    }
    assertThat(journey.street().console("security", "hutong:keys")).contains("https");
  }

  /** Whom the security administrator gave a password changes it before he comes from afar. */
  @Test
  void casesAreEnteredOverTlsFromTheNetworkWithAPasswordOfOnesOwn() throws Exception {
    String host = own().getHostAddress();
    String initial = journey.street().password("officer");
    assertThat(overTls(host, "officer", initial).get("/capabilities").status()).isEqualTo(401);
    String chosen = Street.password();
    Path folder = journey.street().appliance().data().getParent();
    Path old = Files.writeString(folder.resolve("old-password"), initial);
    Path fresh = Files.writeString(folder.resolve("new-password"), chosen);
    journey
        .street()
        .console(
            "officer", "hutong:passwd --old-password-file " + old + " --password-file " + fresh);
    enters(overTls(host, "officer", chosen));
  }

  @Test
  void whoDoesNotKnowTheCertificateGoesNoFurther() {
    HttpClient stranger = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/health/live")).build();
    assertThatThrownBy(() -> stranger.send(request, BodyHandlers.discarding()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void plainHttpAnswersOnLoopbackAndNobodyElse() throws Exception {
    Appliance appliance = journey.street().appliance();
    assertThat(appliance.status("/health/live")).isEqualTo(200);
    InetAddress address = own();
    assertThatThrownBy(() -> new Socket(address, appliance.httpPort()).close())
        .isInstanceOf(ConnectException.class);
    HttpRequest plain =
        HttpRequest.newBuilder(
                URI.create("http://" + address.getHostAddress() + ":" + port + "/health/live"))
            .timeout(Duration.ofSeconds(10))
            .build();
    HttpClient http = HttpClient.newHttpClient();
    assertThat(answer(http, plain)).as("plain HTTP at the port of TLS").isNotEqualTo(200);
  }

  /** The status; 0 where there is no answer in HTTP. */
  private static int answer(HttpClient http, HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }
}
