package org.hutong.adapter.support.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLinkTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<Headers> asked = new CopyOnWriteArrayList<>();
  private Map<String, List<String>> answered = Map.of();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext(
        "/",
        exchange -> {
          paths.add(exchange.getRequestURI().getPath());
          asked.add(exchange.getRequestHeaders());
          exchange.getResponseHeaders().putAll(answered);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private HttpSettings settings() throws Exception {
    Map<String, Object> values = Map.of("url", "http://localhost:" + port(), "connections", 1);
    return HttpSettings.read(
        new Settings("settings", values),
        new SystemConfig("sut", Map.of(), Map.of(), Path.of(".")));
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private HttpCall get(String path) {
    return new HttpCall("GET", URI.create("http://localhost:" + port() + path), Map.of(), null);
  }

  /** Finds names only when it is released, as a name server that is away; notices no interrupt. */
  private static final class SlowNames extends SystemDefaultDnsResolver {
    private final CountDownLatch release = new CountDownLatch(1);

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      boolean released = false;
      while (!released) {
        try {
          release.await();
          released = true;
        } catch (InterruptedException e) {
          released = false;
        }
      }
      return super.resolve(host);
    }
  }

  @Test
  void whatWaitsForANameIsNotSentAndIsNotSentLaterEither() throws Exception {
    SlowNames names = new SlowNames();
    try (HttpLink link = new HttpLink(settings(), "test", "hutong-test", names)) {
      assertThatThrownBy(() -> link.exchange(get("/late"), Duration.ofMillis(300)))
          .isInstanceOf(NotSent.class);

      names.release.countDown();

      // There is one connection: this waits until the call before has let go of it.
      assertThat(link.exchange(get("/next"), LIMIT).status()).isEqualTo(200);
      assertThat(paths).containsExactly("/next");
    }
  }

  @Test
  void noOtherProtocolIsOffered() throws Exception {
    try (HttpLink link = new HttpLink(settings(), "test", "hutong-test")) {
      link.exchange(get("/"), LIMIT);

      assertThat(asked.get(0)).doesNotContainKey("Upgrade");
      assertThat(asked.get(0).get("Connection")).isNotEqualTo(List.of("Upgrade"));
    }
  }

  @Test
  void headersWithoutAnEndAreNoAnswer() throws Exception {
    try (HttpLink link = new HttpLink(settings(), "test", "hutong-test")) {
      answered = Map.of("X-Long", List.of("x".repeat(60_000)));
      assertThat(link.exchange(get("/"), LIMIT).status()).isEqualTo(200);

      answered = Map.of("X-Long", List.of("x".repeat(70_000)));
      assertThatThrownBy(() -> link.exchange(get("/"), LIMIT)).isInstanceOf(NoAnswer.class);
      answered = Map.of("X-Many", Collections.nCopies(300, "x"));
      assertThatThrownBy(() -> link.exchange(get("/"), LIMIT)).isInstanceOf(NoAnswer.class);
    }
  }
}
