package org.hutong.peers.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.hutong.peers.HubRecord;
import org.hutong.peers.PeerSettings;

/** Intake, and a poller that reads what waits, sends it by twelve threads and marks it. */
final class CaseRoutes extends RouteBuilder {
  private static final int THREADS = 12;

  private final PeerSettings settings;
  private final CaseStore store;
  private final ObjectMapper mapper = new ObjectMapper();

  CaseRoutes(PeerSettings settings, CaseStore store) {
    this.settings = settings;
    this.store = store;
  }

  @Override
  public void configure() {
    from("platform-http:/cases?httpMethodRestrict=POST").routeId("intake").process(this::accept);

    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    from("sql:SELECT id, number, item, target, at_ms FROM delivery WHERE state = 'WAITING'"
            + " ORDER BY id FETCH FIRST 300 ROWS ONLY"
            + "?dataSource=#cases&delay=20&initialDelay=500&useIterator=false")
        .routeId("deliver")
        .split(body())
        .parallelProcessing()
        .executorService(threads)
        .doTry()
        .process(this::record)
        .toD("${header.PeerUrl}/cases?httpMethod=POST", 16)
        .process(this::receipt)
        .to(
            "sql:UPDATE delivery SET state = 'DELIVERED', receipt = :#receipt,"
                + " attempts = attempts + 1 WHERE id = :#deliveryId?dataSource=#cases")
        .doCatch(Exception.class)
        .to(
            "sql:UPDATE delivery SET attempts = attempts + 1 WHERE id = :#deliveryId"
                + "?dataSource=#cases")
        .end();
  }

  private void accept(Exchange exchange) throws Exception {
    byte[] bytes = exchange.getMessage().getBody(byte[].class);
    JsonNode body = mapper.readTree(bytes);
    String item = body.at("/item/code").asText();
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    if (item.isEmpty()
        || body.at("/subject/name").asText().isEmpty()
        || body.at("/subject/idNumber").asText().isEmpty()
        || !body.path("form").isObject()) {
      exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 400);
      exchange.getMessage().setBody("{}");
      return;
    }
    String number = store.accept(item, mapper.writeValueAsBytes(body));
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 201);
    exchange
        .getMessage()
        .setBody(mapper.writeValueAsString(Map.of("number", number, "state", "ACCEPTED")));
  }

  private void record(Exchange exchange) {
    Map<?, ?> row = exchange.getMessage().getBody(Map.class);
    PeerSettings.Target target = settings.targets().get(((Number) row.get("TARGET")).intValue());
    String number = (String) row.get("NUMBER");
    exchange.getMessage().setHeader("deliveryId", row.get("ID"));
    exchange.getMessage().setHeader("PeerUrl", target.url());
    exchange.getMessage().setHeader("Authorization", "Bearer " + target.token());
    exchange.getMessage().setHeader("Idempotency-Key", number);
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    exchange
        .getMessage()
        .setBody(
            HubRecord.json(
                number, (String) row.get("ITEM"), ((Number) row.get("AT_MS")).longValue()));
  }

  private void receipt(Exchange exchange) throws Exception {
    JsonNode answer = mapper.readTree(exchange.getMessage().getBody(byte[].class));
    exchange.getMessage().setHeader("receipt", answer.path("hubNo").asText());
  }
}
