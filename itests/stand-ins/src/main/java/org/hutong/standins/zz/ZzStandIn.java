package org.hutong.standins.zz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.hutong.standins.http.WebStandIn;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Secret;

/** SI-03, stands for 区综治信息化平台: signed REST whose pages drift. 示例(虚构). */
public final class ZzStandIn extends WebStandIn {
  private final Register register;
  private final ZzServlet servlet;

  /** Serves at once. */
  public ZzStandIn(int port, Path dir, Clock clock, long seed) throws IOException {
    super(dir, new Journal(dir, clock));
    register = new Register(clock, seed);
    servlet = new ZzServlet(register, clock, Secret.of(dir));
    serve(port, ZzServlet::describe, Map.of("rkbh", "rkid", "gxsj", "xgsj"), servlet);
  }

  @Override
  public String id() {
    return "SI-03";
  }

  @Override
  protected String root() {
    return "";
  }

  @Override
  public ObjectNode ready() {
    return super.ready().put("user", ZzServlet.APP_ID);
  }

  /** {@code {drift, rate}}, {@code {change: n}}, {@code {remove: key}}, or a fault. */
  @Override
  public void control(JsonNode command) {
    if (command.has("drift") || command.has("rate")) {
      servlet.settings(command.path("drift").asInt(), command.path("rate").asInt());
    } else if (command.has("change")) {
      register.change("population", command.get("change").asInt());
    } else if (command.has("remove")) {
      register.remove("population", command.get("remove").asText());
    } else {
      super.control(command);
    }
  }

  @Override
  public ObjectNode state() {
    ObjectNode state = super.state();
    state.set("population", register.held("population"));
    return state;
  }

  @Override
  protected void forget() {
    servlet.settings(0, 0);
    register.fill();
  }
}
