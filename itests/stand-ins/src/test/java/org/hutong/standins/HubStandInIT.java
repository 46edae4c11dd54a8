package org.hutong.standins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.hutong.standins.kit.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubStandInIT {
  private static final String RECORD =
      """
      {"jlbh":"C1","sxbm":"MZ-28","bb":"1","fwdx":"某","slsj":"2016-09-30T09:00:00+08:00",\
      "bjsj":null,"jg":null,"ly_street":"110102014"}""";

  @TempDir static Path dir;
  private static StandInProcess hub;
  private static String token;

  private record Answer(int status, JsonNode body) {}

  @BeforeAll
  static void start() throws IOException {
    hub = StandInProcess.start("si-07", dir);
    token = hub.secret();
  }

  @AfterAll
  static void stop() throws IOException {
    hub.close();
  }

  @BeforeEach
  void reset() throws IOException {
    hub.reset();
  }

  private static Answer send(String method, String path, String key, String body)
      throws IOException, InterruptedException {
    return send(token, method, path, key, body);
  }

  private static Answer send(String bearer, String method, String path, String key, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hub.url() + path))
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", "Bearer " + bearer)
            .header("User-Agent", "adapter-rest/1")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    String text = response.body();
    return new Answer(
        response.statusCode(), text.startsWith("{") ? Json.read(text) : Json.object());
  }

  private static Answer post(String key) throws IOException, InterruptedException {
    return send("POST", "/cases", key, RECORD);
  }

  private static void thenAttemptsAndEffects(int attempts, int effects) throws IOException {
    assertThat(hub.attempts()).isEqualTo(attempts);
    assertThat(hub.effects()).isEqualTo(effects);
  }

  @Test
  void theSameKeyAgainGetsTheFirstNumber() throws Exception {
    Answer first = post("k1");
    Answer second = post("k1");

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body().get("hubNo")).isEqualTo(first.body().get("hubNo"));
    assertThat(second.body().get("duplicate").asBoolean()).isTrue();
    thenAttemptsAndEffects(2, 1);
    assertThat(hub.summary().at("/byClient/adapter-rest~11/effects").asInt()).isEqualTo(1);
  }

  @Test
  void aKeyWithAnotherBodyAndARecordUnderAnotherKeyAreConflicts() throws Exception {
    post("k1");

    Answer reused = send("POST", "/cases", "k1", RECORD.replace("某", "又"));
    Answer exists = post("k2");

    assertThat(reused.status()).isEqualTo(409);
    assertThat(reused.body().get("code").asText()).isEqualTo("HUB_KEY_REUSED");
    assertThat(exists.body().get("code").asText()).isEqualTo("HUB_EXISTS");
    assertThat(hub.effects()).isEqualTo(1);
  }

  @Test
  void aRecordIsCorrectedCancelledAndLookedUp() throws Exception {
    String number = post("k1").body().get("hubNo").asText();

    Answer corrected = send("PUT", "/cases/C1", "k2", RECORD.replace("某", "又"));
    Answer cancelled = send("DELETE", "/cases/C1?reason=x", "k3", null);
    Answer held = send("GET", "/cases/C1", null, null);
    Answer byKey = send("GET", "/cases?key=k2", null, null);

    assertThat(corrected.body().get("hubNo").asText()).isEqualTo(number);
    assertThat(corrected.body().get("revision").asInt()).isEqualTo(2);
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(held.body().get("state").asText()).isEqualTo("CANCELLED");
    assertThat(held.body().at("/record/fwdx").asText()).isEqualTo("又");
    assertThat(byKey.body().get("hubNo").asText()).isEqualTo(number);
    assertThat(send("PUT", "/cases/C1", "k4", RECORD).status()).isEqualTo(410);
    assertThat(send("GET", "/cases/C2", null, null).status()).isEqualTo(404);
    assertThat(hub.effects()).isEqualTo(3);
  }

  @Test
  void aWrongTokenAMissingKeyAndAWrongFieldAreRefused() throws Exception {
    assertThat(send("wrong", "POST", "/cases", "k1", RECORD).status()).isEqualTo(401);
    assertThat(send("POST", "/cases", null, RECORD).status()).isEqualTo(400);
    assertThat(send("POST", "/cases", "k1", "{").status()).isEqualTo(400);
    assertThat(send("POST", "/cases", "k1", RECORD.replace("jg", "jgg")).status()).isEqualTo(422);
    assertThat(send("POST", "/cases", "k1", RECORD.replace("+08:00", "")).status()).isEqualTo(422);
    thenAttemptsAndEffects(5, 0);
  }

  @Test
  void packagesAndLogNeedsAreReceived() throws Exception {
    assertThat(send("POST", "/packages", "p1", "{\"id\":\"2016Q3\"}").status()).isEqualTo(201);
    assertThat(send("POST", "/log-needs", "n1", "{\"id\":\"N1\"}").status()).isEqualTo(201);
    assertThat(hub.effects()).isEqualTo(2);
  }

  @Test
  void tasksArePagedAndTakeTheirSteps() throws Exception {
    Answer first = send("GET", "/tasks?street=110102014&cursor=&limit=20", null, null);
    Answer rest =
        send(
            "GET",
            "/tasks?street=110102014&limit=20&cursor=" + first.body().get("cursor").asText(),
            null,
            null);
    assertThat(first.body().get("tasks")).hasSize(20);
    assertThat(rest.body().get("tasks")).hasSize(4);

    assertThat(send("POST", "/tasks/RW000001/done", "t0", "{}").status()).isEqualTo(409);
    assertThat(send("POST", "/tasks/RW000001/accept", "t1", "{}").status()).isEqualTo(200);
    assertThat(send("POST", "/tasks/RW000001/done", "t2", "{}").status()).isEqualTo(200);
    assertThat(hub.effects()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout", "reset", "truncate"})
  void anAnswerLostBeforeTheEffectLeavesNone(String fault) throws Exception {
    hub.control("{\"fault\":\"" + fault + "\",\"ms\":200}");

    assertThatThrownBy(() -> post("k1")).isInstanceOf(IOException.class);
    thenAttemptsAndEffects(1, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout", "reset", "truncate"})
  void anAnswerLostAfterTheEffectLeavesOneThatCanBeFound(String fault) throws Exception {
    hub.control("{\"fault\":\"" + fault + "\",\"ms\":200,\"when\":\"after\"}");

    assertThatThrownBy(() -> post("k1")).isInstanceOf(IOException.class);

    thenAttemptsAndEffects(1, 1);
    assertThat(send("GET", "/cases?key=k1", null, null).status()).isEqualTo(200);
  }

  @Test
  void aServerErrorMayHideAnEffectAndADriftChangesNames() throws Exception {
    hub.fault("500", 1, "after");
    assertThat(post("k1").status()).isEqualTo(500);
    assertThat(hub.effects()).isEqualTo(1);

    hub.fault("schema-drift", 1, "before");
    assertThat(post("k1").body().has("hubNumber")).isTrue();
  }

  @Test
  void aDoubledRequestTakesEffectOnce() throws Exception {
    hub.fault("dup", 1, "before");
    assertThat(post("k1").status()).isEqualTo(201);
    thenAttemptsAndEffects(1, 1);
  }

  @Test
  void aKilledHubStartsAgainWithItsEffects() throws Exception {
    String number = post("k1").body().get("hubNo").asText();
    send("POST", "/tasks/RW000002/accept", "t1", "{}");

    hub.kill();
    hub.restart();

    assertThat(post("k1").body().get("hubNo").asText()).isEqualTo(number);
    Answer tasks = send("GET", "/tasks?street=110102014&cursor=RW000001&limit=1", null, null);
    assertThat(tasks.body().at("/tasks/0/zt").asText()).isEqualTo("ACCEPTED");
    thenAttemptsAndEffects(3, 2);
  }
}
