package org.hutong.peers.spring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.hutong.peers.PeerDatabase;
import org.hutong.peers.PeerSettings;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A case and its deliveries in one transaction. */
@Component
class CaseStore {
  private final JdbcTemplate jdbc;
  private final ObjectMapper mapper;
  private final int targets;
  private final String name;
  private final AtomicLong ids = new AtomicLong();

  CaseStore(JdbcTemplate jdbc, ObjectMapper mapper, PeerSettings settings) {
    this.jdbc = jdbc;
    this.mapper = mapper;
    this.targets = settings.targets().size();
    this.name = settings.name();
  }

  @Transactional
  public String accept(String item, JsonNode body) {
    long id = ids.incrementAndGet();
    String number = name + "-2026-" + id;
    long now = System.currentTimeMillis();
    jdbc.update(PeerDatabase.INSERT_CASE, id, number, now, bytes(body));
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < targets; i++) {
      rows.add(new Object[] {id * targets + i, id, number, item, i, now});
    }
    jdbc.batchUpdate(PeerDatabase.INSERT_DELIVERY, rows);
    return number;
  }

  private byte[] bytes(JsonNode body) {
    try {
      return mapper.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
