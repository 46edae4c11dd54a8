package org.hutong.standins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Document;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.soap.internal.SoapAdapterFactory;
import org.hutong.adapter.support.Trees;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SI-13 and SI-10d, on another stack than ours, through adapter-soap with the folders that ship.
 */
class SoapPythonIT {
  private static final DeliveryKey KEY = new DeliveryKey("c-1", 1, "si-13", Operation.CREATE);
  private static final DeliveryKey ASK = new DeliveryKey("c-1", 1, "si-13", Operation.STATUS);

  @TempDir Path dir;

  private static SystemConfig housing(StandInProcess system, Map<String, String> secrets)
      throws IOException {
    return ShippedFolder.of(
        "si-13",
        Map.of(
            "HUTONG_SI13_URL", system.url(),
            "HUTONG_SI13_TRUST", system.ready().get("trustStore").asText()),
        secrets);
  }

  private static Map<String, String> certificate(StandInProcess system) throws IOException {
    return Map.of(
        "keyStore", Files.readString(Path.of(system.ready().get("keyStore").asText())),
        "keyStorePassword", system.secret());
  }

  private static Document application() {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("lsh", KEY.text());
    form.put("xm", "阿依古丽·买买提");
    form.put("sfzh", "110102198001011239");
    form.put("lx", "01");
    return new Document(KEY, Map.of("form", form), null, null);
  }

  /** What answer.jsonata of that folder says, in so far as this test needs it. */
  private static Outcome read(Answer answer) {
    String state = Trees.single(Trees.pointer(answer.body(), "/zt"));
    String token = Trees.single(Trees.pointer(answer.body(), "/token"));
    if ("已备案".equals(state)) {
      return new Outcome.Delivered(Trees.single(Trees.pointer(answer.body(), "/bah")));
    }
    return token == null
        ? new Outcome.Unknown("unmapped")
        : new Outcome.Pending(token, Duration.ofSeconds(1));
  }

  @Test
  void aTokenComesFirstAndTheNumberWhenItIsAskedFor() throws Exception {
    try (StandInProcess system = StandInProcess.start("si-13", dir);
        SystemAdapter adapter =
            new SoapAdapterFactory().create(housing(system, certificate(system)))) {
      Outcome first = adapter.deliver(application(), ShippedFolder.context(SoapPythonIT::read));
      assertThat(first).isInstanceOf(Outcome.Pending.class);
      assertThat(adapter.deliver(application(), ShippedFolder.context(SoapPythonIT::read)))
          .isEqualTo(first);

      Document ask = new Document(ASK, Map.of(), null, ((Outcome.Pending) first).token());
      assertThat(adapter.deliver(ask, ShippedFolder.context(SoapPythonIT::read))).isEqualTo(first);
      assertThat(adapter.deliver(ask, ShippedFolder.context(SoapPythonIT::read)))
          .isEqualTo(new Outcome.Delivered("ZF202600000001"));
      assertThat(system.effects()).isEqualTo(1);
    }
  }

  @Test
  void withoutOurCertificateNothingIsDelivered() throws Exception {
    try (StandInProcess system = StandInProcess.start("si-13", dir)) {
      Map<String, String> wrong = new HashMap<>(certificate(system));
      wrong.put("keyStorePassword", "wrong");
      assertThatThrownBy(() -> new SoapAdapterFactory().create(housing(system, wrong)))
          .hasMessageContaining("keyStore");
      try (SystemAdapter bare = new SoapAdapterFactory().create(housing(system, Map.of()))) {
        Outcome outcome;
        try {
          outcome = bare.deliver(application(), ShippedFolder.context());
        } catch (NotSent e) {
          outcome = new Outcome.Unknown(String.valueOf(e.getMessage()));
        }
        // TLS 1.3 tells a client of a missing certificate only after it has begun to send.
        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
      }
      assertThat(system.attempts()).isZero();
    }
  }

  @Test
  void recordsComeInSoap12AndChildrenAreMaskedWithoutAPurpose() throws Exception {
    try (StandInProcess system = StandInProcess.start("si-10d", dir);
        SystemAdapter adapter =
            new SoapAdapterFactory()
                .create(
                    ShippedFolder.of(
                        "si-10d", Map.of("HUTONG_SI10D_URL", system.url()), Map.of()))) {
      Map<String, Map<String, String>> kept = new LinkedHashMap<>();
      Cursor at = null;
      Batch batch;
      do {
        batch = ((RecordSource) adapter).fetch(at, 15, ShippedFolder.context());
        batch.rows().forEach(row -> kept.put(row.key(), row.fields()));
        at = batch.next();
      } while (batch.more());

      assertThat(kept).hasSize(45);
      assertThat(kept.values()).allSatisfy(row -> assertThat(row).doesNotContainKey("jhr"));
      assertThat(kept.values())
          .filteredOn(row -> Integer.parseInt(row.get("zh").substring(12, 16)) > 2012)
          .isNotEmpty()
          .allSatisfy(row -> assertThat(row.get("xm")).endsWith("*"));
    }
  }
}
