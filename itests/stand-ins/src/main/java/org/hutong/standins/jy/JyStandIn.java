package org.hutong.standins.jy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.hutong.standins.djl.PgStandIn;

/** SI-01, stands for 区充分就业管理平台: a 前置库 of views and one inbox. 示例(虚构). */
public final class JyStandIn extends PgStandIn<JyStore> {
  /** Serves at once. */
  public JyStandIn(int port, Path dir, Clock clock, long seed) throws IOException {
    super(
        port,
        dir,
        clock,
        JyStore.DATABASE,
        JyStore.ROLE,
        (server, journal, password) -> new JyStore(server, journal, password, seed));
  }

  @Override
  public String id() {
    return "SI-01";
  }

  @Override
  public void control(JsonNode command) {
    try {
      if (command.has("counter")) {
        store.counter(command.path("counter"));
        return;
      }
      faults.set(command); // also checks the command
      boolean drifts = command.path("fault").asText().equals("schema-drift");
      store.drift(drifts);
      stands(drifts, "schema-drift");
    } catch (SQLException e) {
      throw new IllegalArgumentException("The database refuses: " + e.getMessage(), e);
    }
  }
}
