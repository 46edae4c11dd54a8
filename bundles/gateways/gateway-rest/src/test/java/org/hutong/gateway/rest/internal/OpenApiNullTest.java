package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.rest.internal.Harness.MAPPER;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** OpenAPI 3.0.3: {@code nullable} says something only beside a {@code type}. */
class OpenApiNullTest {
  @Test
  void nullIsAllowedInAWayThatCounts() throws Exception {
    try (InputStream in = OpenApiNullTest.class.getResourceAsStream("/openapi.json")) {
      walk("", MAPPER.readTree(in).path("components").path("schemas"));
    }
  }

  private static void walk(String path, JsonNode schema) {
    if (schema.path("nullable").asBoolean()) {
      assertThat(schema.has("type")).as(path + ": nullable without a type").isTrue();
      assertThat(schema.has("allOf")).as(path + ": allOf does not take the null").isFalse();
      if (schema.has("anyOf")) {
        assertThat(schema.path("anyOf").findValues("enum"))
            .as(path + ": no branch takes the null")
            .anyMatch(each -> each.get(0).isNull());
      }
    }
    schema.properties().forEach(each -> walk(path + "/" + each.getKey(), each.getValue()));
    for (int i = 0; schema.isArray() && i < schema.size(); i++) {
      walk(path + "/" + i, schema.get(i));
    }
  }
}
