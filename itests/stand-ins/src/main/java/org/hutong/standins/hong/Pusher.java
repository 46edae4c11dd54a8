package org.hutong.standins.hong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hutong.standins.kit.Json;
import org.hutong.standins.kit.MadeUp;
import org.hutong.standins.kit.Sm3;

/**
 * Pushes what becomes of residents' wishes: signed, repeated, out of order, with gaps in the count,
 * by four senders who each try again until they get a 2xx. 示例(虚构).
 */
final class Pusher {
  private static final int SENDERS = 4;
  private static final Duration AGAIN = Duration.ofMillis(300);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long OLD = Duration.ofMinutes(10).toMillis();

  private final byte[] key;
  private final Clock clock;
  private final Random random;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final Map<String, JsonNode> latest = new TreeMap<>();
  private final Map<String, Integer> answers = new TreeMap<>();
  private ScheduledExecutorService senders = senders();
  private int events;
  private int waiting;

  /** What is wrong with an event on purpose. */
  private enum Spoil {
    NONE,
    SIGNATURE,
    TIME,
    BODY
  }

  Pusher(String key, Clock clock, long seed) {
    this.key = key.getBytes(StandardCharsets.US_ASCII);
    this.clock = clock;
    this.random = new Random(seed);
  }

  private static ScheduledExecutorService senders() {
    return Executors.newScheduledThreadPool(
        SENDERS,
        work -> {
          Thread thread = new Thread(work, "push");
          thread.setDaemon(true);
          return thread;
        });
  }

  synchronized void forget() {
    senders.shutdownNow();
    senders = senders();
    latest.clear();
    answers.clear();
    waiting = 0;
  }

  /**
   * {@code {push: n, to: url, entities: n, repeats: n}}; with {@code spoil: signature|time|body}
   * each event is wrong, and sent once.
   */
  synchronized void push(JsonNode command) {
    URI to = URI.create(command.get("to").asText());
    Spoil spoil = Spoil.valueOf(command.path("spoil").asText("none").toUpperCase());
    int entities = Math.max(1, command.path("entities").asInt(1));
    List<ObjectNode> all = new ArrayList<>();
    for (int i = 0; i < command.get("push").asInt(); i++) {
      all.add(event("HQ%08d".formatted(1 + i % entities), spoil == Spoil.NONE));
    }
    List<ObjectNode> fresh = List.copyOf(all);
    for (int i = 0; i < command.path("repeats").asInt(); i++) {
      all.add(fresh.get(random.nextInt(fresh.size())));
    }
    Collections.shuffle(all, random);
    waiting += all.size();
    for (ObjectNode event : all) {
      senders.execute(() -> send(to, Json.write(event), spoil));
    }
  }

  /** The next state of a wish. */
  private ObjectNode event(String id, boolean counts) {
    JsonNode before = latest.get(id);
    int seq = (before == null ? 0 : before.get("seq").asInt()) + 1 + random.nextInt(3);
    events++;
    ObjectNode event = Json.object().put("event_id", "EV-%06d".formatted(events));
    event.put("type", random.nextInt(4) == 0 ? "request.withdrawn" : "request.changed");
    event.put("id", id).put("seq", seq);
    event.put("ts", clock.instant().atOffset(ZoneOffset.ofHours(8)).withNano(0).toString());
    ObjectNode data = event.putObject("data").put("item", "X%02d".formatted(1 + seq % 72));
    data.put("text", "示例诉求的第" + seq + "次变化").put("status", "S" + seq);
    data.putObject("resident").put("name", MadeUp.name(random)).put("phone", "13800000000");
    data.putObject("place").put("lng", "116.3912").put("lat", "39.8871").put("crs", "gcj02");
    if (counts) {
      latest.put(id, event);
    }
    return event;
  }

  private void send(URI to, String event, Spoil spoil) {
    String body = spoil == Spoil.BODY ? event.substring(1) : event;
    String time = Long.toString(clock.millis() - (spoil == Spoil.TIME ? OLD : 0));
    String sign = sign(time, spoil == Spoil.SIGNATURE ? body + " " : body);
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .header("X-Hong-Time", time)
            .header("X-Hong-Sign", sign)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      boolean taken = answer.statusCode() / 100 == 2;
      String outcome = taken ? " " + Json.read(answer.body()).path("outcome").asText() : "";
      answered(answer.statusCode() + outcome, taken || spoil != Spoil.NONE);
      if (taken || spoil != Spoil.NONE) {
        return;
      }
    } catch (IOException e) {
      answered("none", false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    again(to, event, spoil);
  }

  private synchronized void again(URI to, String event, Spoil spoil) {
    if (!senders.isShutdown()) {
      senders.schedule(() -> send(to, event, spoil), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void answered(String answer, boolean done) {
    answers.merge(answer, 1, Integer::sum);
    waiting -= done ? 1 : 0;
  }

  private String sign(String time, String body) {
    return HexFormat.of()
        .formatHex(Sm3.hmac(key, (time + "\n" + body).getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * {@code {waiting, answers, entities, withdrawn}}: what became of the events, and of the wishes.
   */
  synchronized ObjectNode state() {
    ObjectNode state = Json.object().put("waiting", waiting).put("entities", latest.size());
    long withdrawn =
        latest.values().stream().filter(e -> e.get("type").asText().endsWith("withdrawn")).count();
    state.put("withdrawn", withdrawn);
    state.set("answers", Json.tree(answers));
    return state;
  }
}
