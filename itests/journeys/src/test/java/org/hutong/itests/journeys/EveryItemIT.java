package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hutong.harness.Rest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sample case of every example item, entered once on a fresh distribution. */
class EveryItemIT {
  private static Journey journey;

  @BeforeAll
  static void open() throws Exception {
    journey = Journey.prepare("every-item", List.of());
    journey.street().start();
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  private static List<Path> samples() throws Exception {
    Path folder = Path.of("target", "journey-every-item", "unpacked").toAbsolutePath().normalize();
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(f -> f.getParent().endsWith("items/samples"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  @Test
  void everySampleEndsInAReceiptOfEverySystemItsItemNames() throws Exception {
    Map<String, List<String>> systemsOf = new LinkedHashMap<>();
    for (Path sample : samples()) {
      Rest.Answer answer = journey.clerk().post("/cases", Files.readString(sample));
      assertThat(answer.status()).as(sample + " " + answer.body()).isEqualTo(201);
      assertThat(answer.body().path("state").asText()).as(sample.toString()).isEqualTo("ACCEPTED");
      String code = sample.getFileName().toString().replace(".json", "");
      JsonNode item = journey.clerk().get("/items/survey-2016/" + code).body();
      List<String> systems = new ArrayList<>();
      item.path("systems").forEach(s -> systems.add(s.path("system").asText()));
      assertThat(systems).as(code).isNotEmpty();
      systemsOf.put(answer.body().path("number").asText(), systems);
    }
    assertThat(systemsOf).hasSizeGreaterThanOrEqualTo(12);
    for (Map.Entry<String, List<String>> entry : systemsOf.entrySet()) {
      journey.awaitDelivered(List.of(entry.getKey()), entry.getValue());
      Map<String, JsonNode> held = journey.deliveries(entry.getKey());
      assertThat(held.keySet()).containsExactlyInAnyOrderElementsOf(entry.getValue());
      assertThat(held.values())
          .allSatisfy(d -> assertThat(d.path("receipt").asText()).isNotEmpty());
    }
  }
}
