package org.hutong.standins.djl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.hutong.standins.kit.Faults;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Json;
import org.hutong.standins.kit.Secret;
import org.hutong.standins.kit.StandIn;

/** SI-04, stands for 天桥东经路流转系统: a PostgreSQL behind a counting, faulty wire. 示例(虚构). */
public final class DjlStandIn implements StandIn {
  private final Path dir;
  private final Faults faults = new Faults();
  private final Journal journal;
  private final DjlServer server;
  private final DjlStore store;
  private final PgProxy proxy;
  private volatile String standing = "none";
  private volatile String counter = "";

  /** Serves at once. */
  public DjlStandIn(int port, Path dir, Clock clock, long seed) throws IOException {
    this.dir = dir;
    String password = Secret.of(dir);
    journal = new Journal(dir, clock);
    server = new DjlServer(dir);
    try {
      store = new DjlStore(server, journal, password, seed);
      store.collect();
      proxy = new PgProxy(port, server.port(), DjlServer.ROLE, journal, faults);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public String id() {
    return "SI-04";
  }

  @Override
  public ObjectNode ready() {
    return Json.object()
        .put("port", proxy.port())
        .put("url", "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/" + DjlServer.DATABASE)
        .put("user", DjlServer.ROLE)
        .put("secretFile", Secret.file(dir).toString());
  }

  @Override
  public Journal journal() {
    store.collect();
    return journal;
  }

  @Override
  public void control(JsonNode command) {
    if (command.has("counter")) {
      atTheCounter(command.path("counter"));
      return;
    }
    if (command.has("lose")) {
      lose(command.path("lose").asText());
      return;
    }
    String fault = command.path("fault").asText();
    if (fault.equals("business")) {
      throw new IllegalArgumentException("A database has no business answers");
    }
    faults.set(command); // also checks the command
    boolean drifts = fault.equals("schema-drift");
    boolean doubles = fault.equals("dup");
    try {
      store.drift(drifts);
      store.dup(doubles ? command.path("times").asInt(1) : 0);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot change the schema", e);
    }
    if (drifts || doubles) {
      faults.clear(); // these two live in the database, not on the wire
    }
    standing = drifts || doubles ? fault : "none";
  }

  /** Its own clerk at work, who knows nothing of who else writes there. */
  private void atTheCounter(JsonNode typed) {
    try {
      counter = store.counter(typed);
    } catch (SQLException e) {
      throw new IllegalArgumentException("The counter cannot type that: " + e.getMessage(), e);
    }
  }

  private void lose(String bjbh) {
    try {
      store.lose(bjbh);
    } catch (SQLException e) {
      throw new IllegalArgumentException("Nothing to lose: " + e.getMessage(), e);
    }
  }

  @Override
  public ObjectNode state() {
    return faults
        .toJson()
        .put("inDatabase", standing)
        .put("counter", counter)
        .put("connections", proxy.connections())
        .put("statements", proxy.statements());
  }

  @Override
  public void reset() {
    faults.clear();
    standing = "none";
    try {
      store.reset();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot reset", e);
    }
  }

  @Override
  public void close() {
    faults.close();
    proxy.close();
    server.close();
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
