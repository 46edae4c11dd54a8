package org.hutong.standins.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.hutong.standins.http.FaultFilter;
import org.hutong.standins.http.HttpFront;
import org.hutong.standins.kit.Faults;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Json;
import org.hutong.standins.kit.Secret;
import org.hutong.standins.kit.StandIn;

/** SI-07, stands for the receiving side of 区全响应平台: REST with a bearer token. 示例(虚构). */
public final class HubStandIn implements StandIn {
  private static final Map<String, String> DRIFT = Map.of("hubNo", "hubNumber", "code", "errCode");

  private final Path dir;
  private final Faults faults = new Faults();
  private final Journal journal;
  private final HubStore store;
  private final HubTasks tasks;
  private final HttpFront http;

  /** Serves at once. */
  public HubStandIn(int port, Path dir, Clock clock, long seed) throws IOException {
    this.dir = dir;
    String token = Secret.of(dir);
    journal = new Journal(dir, clock);
    store = new HubStore(journal, clock);
    tasks = new HubTasks(journal, seed);
    http =
        new HttpFront(
            port,
            new FaultFilter(journal, faults, HubServlet::describe, DRIFT),
            new HubServlet(store, tasks, token));
  }

  @Override
  public String id() {
    return "SI-07";
  }

  @Override
  public ObjectNode ready() {
    return Json.object()
        .put("port", http.port())
        .put("url", "http://127.0.0.1:" + http.port() + "/hub")
        .put("secretFile", Secret.file(dir).toString());
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public void control(JsonNode command) {
    faults.set(command);
  }

  @Override
  public ObjectNode state() {
    return faults.toJson();
  }

  @Override
  public void reset() {
    faults.clear();
    journal.reset();
    store.forget();
    tasks.forget();
  }

  @Override
  public void close() {
    faults.close();
    http.close();
    try {
      journal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
