package org.hutong.standins.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.hutong.standins.http.WebStandIn;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Secret;

/**
 * SI-08, SI-10a, SI-11 and SI-12: web pages and nothing else, for a clerk with a browser. 示例(虚构).
 * The product never comes here; a test plays the clerk.
 */
public final class FormStandIn extends WebStandIn {
  private final String id;
  private final FormServlet servlet;

  /** Serves at once. */
  public FormStandIn(String id, int port, Path dir, Clock clock) throws IOException {
    super(dir, new Journal(dir, clock));
    this.id = id;
    servlet = new FormServlet(Forms.of(id), journal(), Secret.of(dir), clock);
    serve(port, FormServlet::describe, Map.of(), servlet);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  protected String root() {
    return "";
  }

  @Override
  public ObjectNode ready() {
    return super.ready().put("user", FormServlet.USER);
  }

  /** {@code {sessionSeconds: n}}, or a fault. */
  @Override
  public void control(JsonNode command) {
    if (command.has("sessionSeconds")) {
      servlet.sessionSeconds(command.get("sessionSeconds").asInt());
    } else {
      super.control(command);
    }
  }

  @Override
  protected void forget() {
    servlet.sessionSeconds(FormServlet.SESSION_SECONDS);
  }
}
