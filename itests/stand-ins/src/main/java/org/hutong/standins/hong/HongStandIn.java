package org.hutong.standins.hong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.hutong.standins.http.WebStandIn;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Secret;

/** SI-05, stands for e动红墙 and 数字红墙: REST behind OAuth2 client credentials. 示例(虚构). */
public final class HongStandIn extends WebStandIn {
  private final Tokens tokens;
  private final Wishes wishes;
  private final Path hook;
  private final Pusher pusher;

  /** Serves at once. */
  public HongStandIn(int port, Path dir, Clock clock, long seed) throws IOException {
    super(dir, new Journal(dir, clock));
    tokens = new Tokens(Secret.of(dir), clock);
    wishes = new Wishes(journal(), seed);
    hook = Files.createDirectories(dir.resolve("hook"));
    pusher = new Pusher(Secret.of(hook), clock, seed);
    serve(
        port,
        HongServlet::describe,
        Map.of("receipt", "receiptNo", "cursor", "nextCursor", "text", "content"),
        new HongServlet(tokens, wishes));
  }

  @Override
  public String id() {
    return "SI-05";
  }

  @Override
  protected String root() {
    return "";
  }

  @Override
  public ObjectNode ready() {
    return super.ready()
        .put("user", Tokens.CLIENT)
        .put("hookSecretFile", Secret.file(hook).toString());
  }

  @Override
  public ObjectNode state() {
    ObjectNode state = super.state();
    state.set("pushed", pusher.state());
    return state;
  }

  /**
   * {@code {revoke: true}}, {@code {tokenSeconds: n}}, {@code {add: n}}, {@code {push: n, to: url,
   * …}}, or a fault.
   */
  @Override
  public void control(JsonNode command) {
    if (command.has("revoke") || command.has("tokenSeconds")) {
      tokens.settings(command.path("revoke").asBoolean(), command.path("tokenSeconds").asInt(600));
    } else if (command.has("add")) {
      wishes.add(command.get("add").asInt());
    } else if (command.has("push")) {
      pusher.push(command);
    } else {
      super.control(command);
    }
  }

  @Override
  protected void forget() {
    tokens.settings(true, 600);
    wishes.forget();
    pusher.forget();
  }
}
