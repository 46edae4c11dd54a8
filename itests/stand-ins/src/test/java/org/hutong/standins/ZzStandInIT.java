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
import java.util.LinkedHashMap;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.rest.internal.RestAdapterFactory;
import org.hutong.kernel.Cursor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SI-03 through adapter-rest with the folder that ships. */
class ZzStandInIT {
  @TempDir static Path dir;
  private static StandInProcess zz;
  private final Map<String, String> kept = new LinkedHashMap<>();
  private SystemAdapter adapter;

  @BeforeAll
  static void start() throws IOException {
    zz = StandInProcess.start("si-03", dir);
  }

  @AfterAll
  static void stop() throws IOException {
    zz.close();
  }

  @BeforeEach
  void open() throws Exception {
    zz.reset();
    adapter = adapter(zz.secret());
  }

  private static SystemAdapter adapter(String secret) throws Exception {
    return new RestAdapterFactory()
        .create(
            ShippedFolder.of(
                "si-03", Map.of("HUTONG_SI03_URL", zz.url()), Map.of("signKey", secret)));
  }

  @AfterEach
  void close() {
    adapter.close();
  }

  private Batch fetch(Cursor after) throws Exception {
    return ((RecordSource) adapter).fetch(after, 70, ShippedFolder.context());
  }

  private Cursor round(Cursor after) throws Exception {
    Batch batch;
    Cursor at = after;
    do {
      batch = fetch(at);
      batch.rows().forEach(row -> kept.put(row.key(), row.fields().get("gxsj")));
      at = batch.next();
    } while (batch.more());
    return at;
  }

  @Test
  void everyRowComesWhilePagesDrift() throws Exception {
    zz.control("{\"drift\": 7}");
    Cursor at = null;
    for (int i = 0; i < 3; i++) {
      Batch batch = fetch(at);
      batch.rows().forEach(row -> kept.put(row.key(), row.fields().get("gxsj")));
      at = batch.next();
    }
    zz.control("{\"drift\": 0}");
    round(at);

    JsonNode held = zz.state().get("population");
    assertThat(kept.keySet()).hasSize(held.size()).hasSize(230);
  }

  @Test
  void fieldsThatAreForbiddenStayThere() throws Exception {
    assertThat(fetch(null).rows())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.fields()).doesNotContainKey("mz").containsKey("wgbm"));
  }

  @Test
  void tooManyRequestsAreTakenUpAgainWhenTheSystemSays() throws Exception {
    zz.control("{\"rate\": 1}");
    Cursor at = null;
    int refused = 0;
    for (boolean more = true; more; ) {
      try {
        Batch batch = fetch(at);
        batch.rows().forEach(row -> kept.put(row.key(), ""));
        at = batch.next();
        more = batch.more();
      } catch (Unavailable e) {
        refused++;
        if (refused == 1) {
          zz.control("{\"rate\": 0, \"drift\": 0}");
        }
        Thread.onSpinWait();
      }
    }
    assertThat(refused).isPositive();
    assertThat(kept).hasSize(230);
  }

  @Test
  void aWrongKeyIsRefusedAndAReplayToo() throws Exception {
    try (SystemAdapter stranger = adapter("another-key")) {
      assertThatThrownBy(() -> ((RecordSource) stranger).fetch(null, 10, ShippedFolder.context()))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("401");
    }
    HttpResponse<String> unsigned =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(zz.url() + "/api/v1/houses")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(unsigned.statusCode()).isEqualTo(401);
  }

  @Test
  void driftOfTheSchemaIsNamedAndNothingIsTaken() throws Exception {
    zz.fault("schema-drift", 1, "before");

    assertThatThrownBy(() -> fetch(null)).isInstanceOf(Unavailable.class);
    assertThat(fetch(null).rows()).isNotEmpty();
  }
}
