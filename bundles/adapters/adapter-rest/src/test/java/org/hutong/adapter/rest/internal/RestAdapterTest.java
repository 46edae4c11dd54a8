package org.hutong.adapter.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Document;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.rest.internal.FakeHub.Reply;
import org.hutong.adapter.tck.TestContext;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestAdapterTest {
  private FakeHub hub;
  private SystemAdapter adapter;

  @BeforeEach
  void start() throws Exception {
    hub = new FakeHub();
    adapter = adapter(Samples.settings(hub.port()));
  }

  @AfterEach
  void stop() {
    adapter.close();
    hub.close();
  }

  private static SystemAdapter adapter(Map<String, Object> settings) throws Exception {
    return new RestAdapterFactory().create(Samples.config(settings));
  }

  private static Document create() {
    return Samples.document("rest", Operation.CREATE);
  }

  private Outcome deliver() throws Exception {
    return adapter.deliver(create(), TestContext.unmapped());
  }

  @Test
  void theDocumentIsTheBodyAndTheKeyGoesInItsHeader() throws Exception {
    deliver();

    FakeHub.Request request = hub.last();
    assertThat(request.method() + " " + request.target()).isEqualTo("POST /hub/cases");
    assertThat(request.body())
        .isEqualTo(
            "{\"jl\":{\"bh\":\"东经路/1 号\"},\"fwdx\":\"阿依古丽·买买提\",\"bjsj\":null,"
                + "\"je\":3000.10,\"n\":7,\"yes\":true}");
    assertThat(request.headers().getFirst("Idempotency-Key")).isEqualTo("rest/1/sut/CREATE");
    assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
    assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer " + Samples.TOKEN);
    assertThat(request.headers().getFirst("User-Agent")).isEqualTo("hutong-adapter-rest/0");
    assertThat(request.headers().getFirst("traceparent")).startsWith("00-");
  }

  @Test
  void valuesInAPathAreEncodedWhole() throws Exception {
    adapter.deliver(Samples.document("rest", Operation.CORRECT), TestContext.unmapped());

    assertThat(hub.last().target())
        .isEqualTo("/hub/cases/%E4%B8%9C%E7%BB%8F%E8%B7%AF%2F1%20%E5%8F%B7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "."})
  void aValueThatWouldChangeThePathIsNotSent(String value) throws Exception {
    Document document = Samples.document("rest", Operation.CORRECT);
    Map<String, Object> content = new LinkedHashMap<>(document.content());
    content.put("jl", Map.of("bh", value));

    Outcome outcome =
        adapter.deliver(new Document(document.key(), content, null, null), TestContext.unmapped());

    assertThat(outcome).isEqualTo(new Outcome.Rejected("CONTENT", "映射结果缺少网址所需的 jl.bh"));
    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void theMappingSeesStatusHeadersAndTheAnswersTree() throws Exception {
    hub.answers(
        Reply.json(409, "{\"code\": \"E1\", \"n\": [1, 1.50, 12345678901234567890, null]}")
            .with("X-Trace", "t1"));
    AtomicReference<Answer> seen = new AtomicReference<>();

    Outcome outcome =
        adapter.deliver(
            create(),
            TestContext.within(
                Duration.ofSeconds(10),
                answer -> {
                  seen.set(answer);
                  return new Outcome.Rejected("E1", "重复");
                }));

    assertThat(outcome).isEqualTo(new Outcome.Rejected("E1", "重复"));
    assertThat(seen.get().status()).isEqualTo(409);
    assertThat(seen.get().headers()).containsEntry("x-trace", "t1");
    assertThat(String.valueOf(seen.get().body()))
        .isEqualTo("{code=E1, n=[1, 1.50, 12345678901234567890, null]}");
  }

  @Test
  void tooManyRequestsWaitsAsLongAsTheSystemAsks() throws Exception {
    hub.answers(Reply.json(429, "{}").with("Retry-After", "7"));
    assertThat(deliver()).isEqualTo(new Outcome.RetryLater("系统请求稍后再试（429）", Duration.ofSeconds(7)));
    hub.answers(Reply.json(503, "{}").with("Retry-After", "99999999"));
    assertThat(deliver()).isEqualTo(new Outcome.RetryLater("系统请求稍后再试（503）", Duration.ofHours(1)));
    hub.answers(Reply.json(429, "{}").with("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"));
    assertThat(deliver()).isEqualTo(new Outcome.RetryLater("系统请求稍后再试（429）", Duration.ZERO));
  }

  @Test
  void withoutAMappingOnlyWhatIsCertainIsSaid() throws Exception {
    hub.answers(Reply.json(422, "{}"));
    assertThat(deliver()).isEqualTo(new Outcome.Rejected("HTTP422", "系统拒收（422）"));
    hub.answers(Reply.json(401, "{}"));
    assertThat(deliver()).isInstanceOf(Outcome.RetryLater.class);
    hub.answers(Reply.json(503, "{}"));
    assertThat(deliver()).isInstanceOf(Outcome.Unknown.class);
    hub.answers(
        new Reply(
            500, Map.of("Content-Type", "text/html"), "<html>".getBytes(StandardCharsets.UTF_8)));
    assertThat(deliver()).isInstanceOf(Outcome.Unknown.class);
    hub.answers(Reply.json(200, "{\"data\": {\"hubNo\": \" \"}}"));
    assertThat(deliver()).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    hub.answers(Reply.json(307, "{}").with("Location", "/elsewhere"));

    assertThat(deliver()).isInstanceOf(Outcome.Unknown.class);
    assertThat(hub.requests()).hasSize(1);
  }

  @Test
  void anAnswerThatIsTooLongBrokenOrTooDeepIsUnknown() throws Exception {
    Map<String, Object> settings = Samples.settings(hub.port());
    settings.put("answerBytes", 1000);
    try (SystemAdapter bounded = adapter(settings)) {
      for (String json :
          List.of(
              "{\"a\": \"" + "x".repeat(1000) + "\"}",
              "{\"data\": {\"hubNo\": \"1\"",
              "{\"data\": {\"hubNo\": \"1\"}} {}",
              "{\"a\": 1, \"a\": 2}",
              "[".repeat(200) + "]".repeat(200))) {
        hub.answers(Reply.json(200, json));
        Outcome outcome = bounded.deliver(create(), TestContext.unmapped());
        assertThat(outcome).as(json).isInstanceOf(Outcome.Unknown.class);
      }
    }
    assertThat(hub.requests()).hasSize(5);
  }

  @Test
  void aLookUpTellsAbsenceFromTrouble() throws Exception {
    hub.answers(Reply.json(500, "{}"));
    assertThat(adapter.lookUp(create().key(), TestContext.unmapped()))
        .isEqualTo(new LookUp.CannotTell("系统答复 500"));
    hub.answers(Reply.json(200, "{}"));
    assertThat(adapter.lookUp(create().key(), TestContext.unmapped()))
        .isInstanceOf(LookUp.CannotTell.class);
    hub.answers(Reply.json(404, "{}"));
    assertThat(adapter.lookUp(create().key(), TestContext.unmapped()))
        .isEqualTo(new LookUp.Absent());
    assertThat(hub.last().target()).isEqualTo("/hub/cases?key=rest%2F1%2Fsut%2FCREATE");
  }

  @Test
  void aServerThatHangsUpGetsNoSecondRequest() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (RawServer server =
            new RawServer(
                socket -> {
                  RawServer.readHead(socket.getInputStream());
                  if (requests.incrementAndGet() == 1) {
                    String ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
                    socket.getOutputStream().write(ok.getBytes(StandardCharsets.US_ASCII));
                    RawServer.readHead(socket.getInputStream());
                    requests.incrementAndGet();
                  }
                });
        SystemAdapter other = adapter(Samples.settings(server.port()))) {
      other.deliver(create(), TestContext.unmapped());

      Outcome outcome = other.deliver(create(), TestContext.unmapped());

      assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
      assertThat(requests).hasValue(2);
    }
  }

  @Test
  void anAnswerThatTricklesEndsWithTheTimeLimit() throws Exception {
    try (RawServer server =
            new RawServer(
                socket -> {
                  RawServer.readHead(socket.getInputStream());
                  String head =
                      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n";
                  socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                  while (!Thread.interrupted()) {
                    socket.getOutputStream().write(' ');
                    socket.getOutputStream().flush();
                    LockSupport.parkNanos(50_000_000);
                  }
                });
        SystemAdapter other = adapter(Samples.settings(server.port()))) {
      long start = System.nanoTime();

      Outcome outcome =
          other.deliver(
              create(),
              TestContext.within(Duration.ofSeconds(1), answer -> new Outcome.Unknown("")));

      assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void reasonsNeverHoldTheToken() throws Exception {
    hub.answers(Reply.json(401, "{\"token\": \"" + Samples.TOKEN + "\"}"));

    assertThat(deliver().toString()).doesNotContain(Samples.TOKEN);
    assertThat(adapter.toString()).doesNotContain(Samples.TOKEN);
    assertThat(RestSettings.read(Samples.config(Samples.settings(1))).toString())
        .doesNotContain(Samples.TOKEN);
  }

  @Test
  void tlsIsTrustedByTheStoreThatIsNamedAndByTheHostsNameAndByNothingElse(@TempDir Path folder)
      throws Exception {
    Path store = folder.resolve("server.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "s",
        "-keyalg",
        "EC",
        "-dname",
        "CN=127.0.0.1",
        "-ext",
        "san=ip:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        "changeit");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "s",
        "-keystore",
        store.toString(),
        "-storepass",
        "changeit",
        "-file",
        folder.resolve("ca.pem").toString());
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    https.setHttpsConfigurator(new HttpsConfigurator(context(store)));
    try (FakeHub secure = new FakeHub(https)) {
      Map<String, Object> settings = new HashMap<>(Samples.settings(secure.port()));
      settings.put("url", "https://127.0.0.1:" + secure.port() + "/");
      Map<String, String> secrets = Map.of("token", Samples.TOKEN);
      try (SystemAdapter distrusting =
          new RestAdapterFactory().create(new SystemConfig("sut", settings, secrets, folder))) {
        assertThatThrownBy(() -> distrusting.deliver(create(), TestContext.unmapped()))
            .isInstanceOf(NotSent.class);
      }
      settings.put("trustStore", "ca.pem");
      try (SystemAdapter trusting =
          new RestAdapterFactory().create(new SystemConfig("sut", settings, secrets, folder))) {
        assertThat(trusting.deliver(create(), TestContext.unmapped()))
            .isInstanceOf(Outcome.Delivered.class);
      }
      // The certificate is for the address alone.
      settings.put("url", "https://localhost:" + secure.port() + "/");
      try (SystemAdapter misled =
          new RestAdapterFactory().create(new SystemConfig("sut", settings, secrets, folder))) {
        assertThatThrownBy(() -> misled.deliver(create(), TestContext.unmapped()))
            .isInstanceOf(NotSent.class)
            .hasMessageContaining("TLS");
      }
    }
  }

  private static SSLContext context(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
  }

  /** A server that says byte by byte what a test wants. */
  private static final class RawServer implements AutoCloseable {
    private interface Talk {
      void with(Socket socket) throws IOException;
    }

    private final ServerSocket listener;

    RawServer(Talk talk) throws IOException {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread thread =
          new Thread(
              () -> {
                while (!listener.isClosed()) {
                  try (Socket socket = listener.accept()) {
                    talk.with(socket);
                  } catch (IOException e) {
                    // The client hung up, or the test is over.
                  }
                }
              },
              "raw-server");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return listener.getLocalPort();
    }

    /** Reads a head and what of the body came with it. */
    static void readHead(InputStream in) throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("hung up");
        }
        head.append((char) next);
      }
      int length =
          Integer.parseInt(head.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1"));
      in.readNBytes(length);
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
