package org.hutong.standins.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.hutong.standins.http.WebStandIn;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Secret;

/** SI-07, stands for the receiving side of 区全响应平台: REST with a bearer token. 示例(虚构). */
public final class HubStandIn extends WebStandIn {
  private static final Map<String, String> DRIFT = Map.of("hubNo", "hubNumber", "code", "errCode");

  private final HubStore store;
  private final HubTasks tasks;

  /** Serves at once. */
  public HubStandIn(int port, Path dir, Clock clock, long seed) throws IOException {
    super(dir, new Journal(dir, clock));
    store = new HubStore(journal(), clock);
    tasks = new HubTasks(journal(), seed);
    serve(port, HubServlet::describe, DRIFT, new HubServlet(store, tasks, Secret.of(dir)));
  }

  @Override
  public String id() {
    return "SI-07";
  }

  @Override
  protected String root() {
    return "/hub";
  }

  @Override
  public void control(JsonNode command) {
    if (command.has("lose")) {
      store.lose(command.path("lose").asText());
    } else {
      super.control(command);
    }
  }

  @Override
  protected void forget() {
    store.forget();
    tasks.forget();
  }
}
