package org.hutong.peers.spring;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.PreDestroy;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hutong.peers.HubRecord;
import org.hutong.peers.PeerDatabase;
import org.hutong.peers.PeerSettings;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Reads what waits, sends it by twelve threads, marks what was answered. */
@Component
class Poller {
  private static final int THREADS = 12;

  /** A row that waits. */
  record Waiting(long id, String number, String item, int target, long atMillis) {}

  private final JdbcTemplate jdbc;
  private final List<RestClient> clients = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  Poller(JdbcTemplate jdbc, PeerSettings settings) {
    this.jdbc = jdbc;
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    for (PeerSettings.Target target : settings.targets()) {
      clients.add(
          RestClient.builder()
              .requestFactory(new JdkClientHttpRequestFactory(http))
              .baseUrl(target.url())
              .defaultHeader("Authorization", "Bearer " + target.token())
              .build());
    }
  }

  @Scheduled(fixedDelay = 20)
  void poll() throws InterruptedException, ExecutionException {
    List<Waiting> waiting =
        jdbc.query(
            PeerDatabase.WAITING,
            (row, n) ->
                new Waiting(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getInt(4),
                    row.getLong(5)));
    List<Future<?>> sent = new ArrayList<>();
    for (Waiting delivery : waiting) {
      sent.add(threads.submit(() -> deliver(delivery)));
    }
    for (Future<?> each : sent) {
      each.get();
    }
  }

  private void deliver(Waiting delivery) {
    try {
      JsonNode answer =
          clients
              .get(delivery.target())
              .post()
              .uri("/cases")
              .contentType(MediaType.APPLICATION_JSON)
              .header("Idempotency-Key", delivery.number())
              .body(HubRecord.json(delivery.number(), delivery.item(), delivery.atMillis()))
              .retrieve()
              .body(JsonNode.class);
      jdbc.update(
          "UPDATE delivery SET state = 'DELIVERED', receipt = ?, attempts = attempts + 1"
              + " WHERE id = ?",
          answer == null ? null : answer.path("hubNo").asText(),
          delivery.id());
    } catch (RestClientException e) {
      jdbc.update("UPDATE delivery SET attempts = attempts + 1 WHERE id = ?", delivery.id());
    }
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
