package org.hutong.standins.jy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.hutong.standins.djl.DjlServer;
import org.hutong.standins.djl.PgProxy;
import org.hutong.standins.kit.Faults;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Json;
import org.hutong.standins.kit.Secret;
import org.hutong.standins.kit.StandIn;

/** SI-01, stands for 区充分就业管理平台: a 前置库 of views and one inbox. 示例(虚构). */
public final class JyStandIn implements StandIn {
  private final Path dir;
  private final Faults faults = new Faults();
  private final Journal journal;
  private final DjlServer server;
  private final JyStore store;
  private final PgProxy proxy;
  private volatile boolean drifted;

  /** Serves at once. */
  public JyStandIn(int port, Path dir, Clock clock, long seed) throws IOException {
    this.dir = dir;
    String password = Secret.of(dir);
    journal = new Journal(dir, clock);
    server = new DjlServer(dir, JyStore.DATABASE, JyStore.ROLE);
    try {
      store = new JyStore(server, journal, password, seed);
      proxy = new PgProxy(port, server.port(), JyStore.ROLE, journal, faults);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public String id() {
    return "SI-01";
  }

  @Override
  public ObjectNode ready() {
    return Json.object()
        .put("port", proxy.port())
        .put("url", "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/" + JyStore.DATABASE)
        .put("user", JyStore.ROLE)
        .put("secretFile", Secret.file(dir).toString());
  }

  @Override
  public Journal journal() {
    store.collect();
    return journal;
  }

  @Override
  public void control(JsonNode command) {
    try {
      if (command.has("counter")) {
        store.counter(command.path("counter"));
        return;
      }
      faults.set(command); // also checks the command
      drifted = command.path("fault").asText().equals("schema-drift");
      store.drift(drifted);
      if (drifted) {
        faults.clear(); // it lives in the database, not on the wire
      }
    } catch (SQLException e) {
      throw new IllegalArgumentException("The database refuses: " + e.getMessage(), e);
    }
  }

  @Override
  public ObjectNode state() {
    return faults
        .toJson()
        .put("inDatabase", drifted ? "schema-drift" : "none")
        .put("connections", proxy.connections())
        .put("statements", proxy.statements());
  }

  @Override
  public void reset() {
    faults.clear();
    drifted = false;
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
