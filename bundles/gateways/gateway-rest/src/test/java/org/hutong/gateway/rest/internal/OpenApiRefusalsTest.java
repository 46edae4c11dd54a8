package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.rest.internal.Harness.MAPPER;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.hutong.problem.Code;
import org.junit.jupiter.api.Test;

/** The refusals that the contract lists by status. */
class OpenApiRefusalsTest {
  @Test
  void everyCodeStandsAmongTheRefusalsOfItsStatus() throws Exception {
    Map<String, String> refusals = refusals();
    for (Code code : Code.values()) {
      int status = code == Code.METHOD_NOT_ALLOWED ? 405 : code.kind().status();
      assertThat(refusals.get(Integer.toString(status)))
          .as(code.name())
          .contains("- `" + code + "` " + code.sentence());
    }
  }

  /** What is said of each status, by the responses that the operations share. */
  private static Map<String, String> refusals() throws Exception {
    Map<String, String> refusals = new TreeMap<>();
    try (InputStream in = OpenApiRefusalsTest.class.getResourceAsStream("/openapi.json")) {
      JsonNode document = MAPPER.readTree(in);
      for (JsonNode responses : document.path("paths").findValues("responses")) {
        responses
            .properties()
            .forEach(
                each -> {
                  String shared = each.getValue().path("$ref").asText();
                  if (!shared.isEmpty()) {
                    JsonNode response = document.at(shared.substring(1));
                    refusals.put(each.getKey(), response.path("description").asText());
                  }
                });
      }
    }
    return refusals;
  }
}
