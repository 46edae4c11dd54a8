package org.hutong.gateway.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.rest.internal.Harness.assertProblem;
import static org.hutong.gateway.rest.internal.Harness.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.hutong.delivery.DeliveryFilter;
import org.hutong.delivery.DeliveryState;
import org.hutong.gateway.support.Samples;
import org.hutong.systems.Inbound;
import org.hutong.systems.Quarantined;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ListsTest {
  private static Harness harness;

  @BeforeAll
  static void open() throws Exception {
    harness = new Harness();
  }

  @AfterAll
  static void close() throws Exception {
    harness.close();
  }

  @Test
  void everyAnswerNamesItsStreet() throws Exception {
    for (String path :
        new String[] {
          "/capabilities",
          "/items",
          "/items/survey-2016/MZ-28",
          "/deliveries",
          "/deliveries/d-1",
          "/deliveries/reconciliation?from=2016-01-01&to=2017-01-01",
          "/deliveries/reconciliation/holdings",
          "/systems",
          "/systems/si-04",
          "/inbound/feeds",
          "/inbound/records",
          "/inbound/quarantine",
          "/inbound/quarantine/7",
          "/changes",
          "/cases/" + Samples.NUMBER
        }) {
      HttpResponse<String> answer = harness.get("/api/v1" + path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(json(answer).path("street").asText()).as(path).isEqualTo(Samples.STREET);
    }
  }

  @Test
  void anItemComesWithItsStandard() throws Exception {
    JsonNode item = json(harness.get("/api/v1/items/survey-2016/MZ-28?version=1"));

    assertThat(item.path("code").asText()).isEqualTo("MZ-28");
    assertThat(item.path("legal").path("status").asText()).isEqualTo("EXAMPLE");
    assertThat(item.path("legalLimit").path("unit").asText()).isEqualTo("WORKING_DAYS");
    assertThat(item.path("promisedLimit").isNull()).isTrue();
    assertThat(item.path("systems").path(0).path("deliverOn").asText()).isEqualTo("STEP(2)");
    assertThat(item.path("systems").path(0).path("updates").toString())
        .isEqualTo("[\"CORRECT\",\"CANCEL\"]");
    assertThat(item.toString()).doesNotContain("jsonata");
    assertProblem(harness.get("/api/v1/items/survey-2016/XX-1"), 404, "ITEM_NOT_FOUND");
    assertProblem(harness.get("/api/v1/items/survey-2016/MZ-28?version=2"), 404, "ITEM_NOT_FOUND");
    assertProblem(harness.get("/api/v1/items/survey-2016/MZ-28?version=0"), 400, "INVALID_REQUEST");
  }

  @Test
  void theQuarantineIsFilteredAndActedUpon() throws Exception {
    JsonNode page =
        json(harness.get("/api/v1/inbound/quarantine?system=si-04&feed=bj&state=OPEN&limit=7"));

    assertThat(harness.services.inbound.filter)
        .isEqualTo(new Inbound.Filter("si-04", "bj", Quarantined.State.OPEN, 7, null));
    assertThat(page.path("items").path(0).path("shape").path("nr.sqr_sfzh").asText())
        .isEqualTo("999999");
    assertProblem(harness.get("/api/v1/inbound/quarantine?state=GONE"), 400, "INVALID_REQUEST");
    assertProblem(harness.get("/api/v1/inbound/quarantine/8"), 404, "QUARANTINED_NOT_FOUND");
    assertThat(json(harness.get("/api/v1/systems/si-04")).path("feeds").path(0).path("freshness"))
        .hasToString("\"FRESH\"");
  }

  @Test
  void itemsAreFoundByText() throws Exception {
    assertThat(json(harness.get("/api/v1/items?text=%E4%B8%B4%E6%97%B6")).path("items")).hasSize(1);
    assertThat(json(harness.get("/api/v1/items?text=xyz")).path("items")).isEmpty();
  }

  @Test
  void itemsAndSystemsComeByPages() throws Exception {
    JsonNode first = json(harness.get("/api/v1/systems?limit=1"));
    String next = first.path("next").asText();
    JsonNode second = json(harness.get("/api/v1/systems?limit=1&after=" + next));
    assertThat(first.at("/items/0/id").asText()).isEqualTo("si-04");
    assertThat(second.at("/items/0/id").asText()).isEqualTo("si-05");
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(json(harness.get("/api/v1/systems")).path("items")).hasSize(2);
    assertThat(json(harness.get("/api/v1/items")).path("next").isNull()).isTrue();
    for (String path : new String[] {"/api/v1/items?", "/api/v1/systems?"}) {
      assertProblem(harness.get(path + "limit=501"), 400, "INVALID_REQUEST");
      assertProblem(harness.get(path + "after=x"), 400, "CURSOR_INVALID");
      assertProblem(harness.get(path + "after=p1-0"), 410, "CURSOR_EXPIRED");
    }
  }

  @Test
  void theLedgerIsFilteredAndPaged() throws Exception {
    JsonNode page =
        json(harness.get("/api/v1/deliveries?system=si-02&state=RETRYING&limit=7&after=c1"));

    assertThat(harness.services.deliveries.asked)
        .isEqualTo(new DeliveryFilter("si-02", DeliveryState.RETRYING, null, 7, "c1"));
    assertThat(page.path("next").asText()).isEqualTo("after-d-1");
    JsonNode delivery = page.path("items").path(0);
    assertThat(delivery.path("stateName").asText()).isEqualTo("待重试");
    assertThat(delivery.path("receipt").isNull()).isTrue();
    harness.get("/api/v1/deliveries");
    assertThat(harness.services.deliveries.asked)
        .isEqualTo(new DeliveryFilter(null, null, null, 100, null));
  }

  @Test
  void aDeliveryIsReadForThePurposeInTheHeaderOrTheQueryOrForNone() throws Exception {
    String path = "/api/v1/deliveries/d-1";
    assertThat(harness.get(path).statusCode()).isEqualTo(200);
    assertThat(harness.services.deliveries.purpose).isNull();
    harness.get(path + "?purpose=CASE_HANDLING");
    assertThat(harness.services.deliveries.purpose).isEqualTo("CASE_HANDLING");
    harness.send(harness.request(path).header("Hutong-Purpose", "BY_HEADER"));
    assertThat(harness.services.deliveries.purpose).isEqualTo("BY_HEADER");
  }

  @Test
  void aDeliveryIsActedUpon() throws Exception {
    String path = "/api/v1/deliveries/d-1/actions";

    assertThat(harness.post(path, "{\"action\":\"replay\"}").statusCode()).isEqualTo(200);
    JsonNode problem =
        assertProblem(harness.post(path, "{\"action\":\"x\"}"), 409, "DELIVERY_ACTION_ILLEGAL");
    assertThat(problem.path("allowedActions").path(0).asText()).isEqualTo("replay");
    assertProblem(harness.get("/api/v1/deliveries/d-9"), 404, "DELIVERY_NOT_FOUND");
    assertProblem(harness.get("/api/v1/systems/si-99"), 404, "SYSTEM_NOT_FOUND");
  }

  @Test
  void aReconciliationNeedsAPeriod() throws Exception {
    String path = "/api/v1/deliveries/reconciliation";

    JsonNode good = json(harness.get(path + "?from=2016-01-01&to=2017-01-01"));
    assertThat(good.path("from").asText()).isEqualTo("2016-01-01");
    assertThat(good.path("lines").path(0).path("states").path("DELIVERED").asInt()).isEqualTo(1);
    for (String query :
        new String[] {
          "",
          "?from=2016-01-01",
          "?from=2016-1-1&to=2017-01-01",
          "?from=2016-02-01&to=2016-02-01",
          "?from=2016-02-01&to=%2B999999999-12-31"
        }) {
      assertProblem(harness.get(path + query), 400, "INVALID_REQUEST");
    }
  }

  @Test
  void whatSystemsHoldIsAskedForAPeriodOrComesFromTheLastRun() throws Exception {
    String path = "/api/v1/deliveries/reconciliation/holdings";

    JsonNode last = json(harness.get(path));
    assertThat(last.path("lines").path(1).path("standing").asText()).isEqualTo("CANNOT_LIST");
    assertThat(last.path("differences").path(0).path("kind").asText()).isEqualTo("NOT_HELD");
    JsonNode asked = json(harness.get(path + "?from=2016-01-01&to=2017-01-01&system=si-04"));
    assertThat(asked.path("to").asText()).isEqualTo("2017-01-01");
    for (String query :
        new String[] {"?system=si-04", "?from=2016-01-01", "?from=2016-02-01&to=2016-02-01"}) {
      assertProblem(harness.get(path + query), 400, "INVALID_REQUEST");
    }
    assertProblem(
        harness.get(path + "?from=2016-01-01&to=2017-01-01&system=si-99"), 404, "SYSTEM_NOT_FOUND");
  }

  @Test
  void anUnknownParameterIsRefusedByItsName() throws Exception {
    for (String path :
        new String[] {
          "/systems?page=1",
          "/capabilities?page=1",
          "/deliveries?state=WAITING&page=1",
          "/cases/" + Samples.NUMBER + "?page=1",
          "/openapi.json?page=1"
        }) {
      JsonNode problem = assertProblem(harness.get("/api/v1" + path), 400, "INVALID_REQUEST");
      JsonNode error = problem.path("errors").path(0);
      assertThat(error.path("pointer").asText()).isEqualTo("?page");
      assertThat(error.path("code").asText()).isEqualTo("FIELD_UNKNOWN");
    }
    assertProblem(
        harness.send(harness.write("POST", "/api/v1/cases?x=1", "{{{")), 400, "INVALID_REQUEST");
  }

  @Test
  void aParameterIsSaidOnceAndInUtf8() throws Exception {
    for (String query :
        new String[] {"text=a&text=b", "text=%C0%80", "text=%E4%B8", "text=%zz", "text=%4"}) {
      String head = "Authorization: " + Harness.basic("clerk");
      assertThat(harness.statusLine("GET", "/api/v1/items?" + query, head, ""))
          .as(query)
          .contains(" 400 ");
    }
  }

  @Test
  void whatComesLaterIsNotFoundYet() throws Exception {
    for (String path : new String[] {"/councils", "/records/x"}) {
      assertProblem(harness.get("/api/v1" + path), 404, "NOT_FOUND_HERE");
      assertProblem(harness.post("/api/v1" + path, "{}"), 404, "NOT_FOUND_HERE");
    }
    for (String path : new String[] {"/api", "/api/", "/api/v1", "/api/v2/cases", "/services"}) {
      assertProblem(harness.get(path), 404, "NOT_FOUND_HERE");
    }
  }

  @Test
  void aWrongMethodIsToldTheRightOnes() throws Exception {
    HttpRequest.Builder delete = harness.request("/api/v1/cases/" + Samples.NUMBER).DELETE();
    HttpResponse<String> answer = harness.send(delete);

    assertProblem(answer, 405, "METHOD_NOT_ALLOWED");
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, PATCH");
    assertProblem(harness.get("/api/v1/cases"), 405, "METHOD_NOT_ALLOWED");
  }

  @Test
  void headAndOptionsTellNothingNew() throws Exception {
    HttpRequest.Builder head =
        harness.request("/api/v1/systems").method("HEAD", HttpRequest.BodyPublishers.noBody());
    HttpRequest.Builder options =
        harness.request("/api/v1/systems").method("OPTIONS", HttpRequest.BodyPublishers.noBody());

    HttpResponse<String> headed = harness.send(head);
    assertThat(headed.statusCode()).isEqualTo(200);
    assertThat(headed.body()).isEmpty();
    HttpResponse<String> asked = harness.send(options);
    assertThat(asked.statusCode()).isEqualTo(204);
    assertThat(asked.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    assertThat(asked.body()).isEmpty();
  }

  @Test
  void noQueryOfTheLibraryBelowHasAMeaning() throws Exception {
    for (String query : new String[] {"_wadl", "_type=xml", "_method=DELETE", "wsdl", "_code"}) {
      HttpResponse<String> answer = harness.get("/api/v1/systems?" + query);
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertProblem(answer, 400, "INVALID_REQUEST");
    }
  }
}
