package org.hutong.standins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Document;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.rest.internal.RestAdapterFactory;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SI-05 through adapter-rest with the folder that ships. */
class HongStandInIT {
  private static final DeliveryKey KEY = new DeliveryKey("c-1", 1, "si-05", Operation.CREATE);

  @TempDir static Path dir;
  private static StandInProcess hong;
  private SystemAdapter adapter;

  @BeforeAll
  static void start() throws IOException {
    hong = StandInProcess.start("si-05", dir);
  }

  @AfterAll
  static void stop() throws IOException {
    hong.close();
  }

  @BeforeEach
  void open() throws Exception {
    hong.reset();
    adapter =
        new RestAdapterFactory()
            .create(
                ShippedFolder.of(
                    "si-05",
                    Map.of("HUTONG_SI05_URL", hong.url()),
                    Map.of("clientSecret", hong.secret())));
  }

  @AfterEach
  void close() {
    adapter.close();
  }

  private Outcome report(String id) throws Exception {
    Map<String, Object> content =
        Map.of("id", id, "progress", Map.of("status", "DONE", "text", "已办结（示例）"));
    return adapter.deliver(new Document(KEY, content, null, null), ShippedFolder.context());
  }

  private int tokens() throws IOException {
    return hong.summary().path("byOperation").path("TOKEN").path("reads").asInt();
  }

  @Test
  void progressIsHeldOnceAndFoundByItsKey() throws Exception {
    Outcome first = report("HQ00000007");

    assertThat(first).isInstanceOf(Outcome.Delivered.class);
    assertThat(report("HQ00000007")).isEqualTo(first);
    assertThat(hong.effects()).isEqualTo(1);
    assertThat(adapter.lookUp(KEY, ShippedFolder.context()))
        .isEqualTo(new LookUp.Found(((Outcome.Delivered) first).receipt()));
    assertThat(tokens()).isEqualTo(1);
  }

  @Test
  void aTokenThatWasRevokedIsRenewed() throws Exception {
    assertThat(adapter.lookUp(KEY, ShippedFolder.context())).isInstanceOf(LookUp.Absent.class);
    hong.control("{\"tokenSeconds\": 2}");
    hong.control("{\"revoke\": true}");

    Outcome outcome = report("HQ00000007");
    while (outcome instanceof Outcome.RetryLater) {
      outcome = report("HQ00000007");
    }

    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    assertThat(hong.effects()).isEqualTo(1);
  }

  @Test
  void whatResidentsAskedForIsReadToItsEndAndGoesOn() throws Exception {
    Map<String, String> kept = new LinkedHashMap<>();
    Cursor at = null;
    Batch batch;
    do {
      batch = ((RecordSource) adapter).fetch(at, 30, ShippedFolder.context());
      batch.rows().forEach(row -> kept.put(row.key(), row.fields().get("place.crs")));
      at = batch.next();
    } while (batch.more());
    assertThat(kept).hasSize(130).containsEntry("HQ00000001", "gcj02");

    hong.control("{\"add\": 2}");

    assertThat(((RecordSource) adapter).fetch(at, 30, ShippedFolder.context()).rows())
        .extracting(Batch.Row::key)
        .containsExactly("HQ00000131", "HQ00000132");
  }
}
