package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.hutong.harness.Rest;
import org.hutong.standins.StandInProcess;

/** The district's platform beside its stand-in: takes its tasks to the street and reports back. */
final class HubClient {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Map<String, String> UNITS =
      Map.of("工作日", "WORKING_DAYS", "自然日", "NATURAL_DAYS", "小时", "HOURS");
  private static final Map<String, String> SOURCES =
      Map.of("区", "DISTRICT", "12345", "HOTLINE", "网格", "GRID");

  private final HttpClient http = Rest.client();
  private final StandInProcess system;

  HubClient(StandInProcess system) {
    this.system = system;
  }

  private JsonNode call(String method, String path) throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(system.url() + path))
                .header("Authorization", "Bearer " + system.secret())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return MAPPER.readTree(response.body());
  }

  private JsonNode tasks() throws Exception {
    return call("GET", "/tasks?street=110102014&cursor=&limit=100").path("tasks");
  }

  JsonNode firstTask() throws Exception {
    return tasks().path(0);
  }

  void step(String reference, String step) throws Exception {
    call("POST", "/tasks/" + reference + "/" + step);
  }

  String state(String reference) throws Exception {
    for (JsonNode task : tasks()) {
      if (task.path("rwbh").asText().equals(reference)) {
        return task.path("zt").asText();
      }
    }
    return "";
  }

  /** The task as the street takes it. */
  static String entry(JsonNode task) {
    ObjectNode body = MAPPER.createObjectNode();
    body.put("reference", task.path("rwbh").asText());
    body.put("source", SOURCES.get(task.path("ly").asText()));
    body.put("level", task.path("jb").asInt());
    body.put("content", task.path("nr").asText());
    body.put("feedback", task.path("yqfk").asText());
    body.putObject("place").put("scheme", "grid").put("code", task.path("wgbm").asText());
    body.putObject("limit")
        .put("amount", task.path("qx").path("n").asInt())
        .put("unit", UNITS.get(task.path("qx").path("dw").asText()));
    return body.toString();
  }
}
