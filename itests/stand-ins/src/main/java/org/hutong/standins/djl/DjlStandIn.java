package org.hutong.standins.djl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;

/** SI-04, stands for 天桥东经路流转系统. 示例(虚构). */
public final class DjlStandIn extends PgStandIn<DjlStore> {
  private volatile String counter = "";

  /** Serves at once. */
  public DjlStandIn(int port, Path dir, Clock clock, long seed) throws IOException {
    super(
        port,
        dir,
        clock,
        DjlServer.DATABASE,
        DjlServer.ROLE,
        (server, journal, password) -> new DjlStore(server, journal, password, seed));
  }

  @Override
  public String id() {
    return "SI-04";
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
    stands(drifts || doubles, fault);
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
    return super.state().put("counter", counter);
  }
}
