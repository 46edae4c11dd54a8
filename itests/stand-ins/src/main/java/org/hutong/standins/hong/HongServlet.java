package org.hutong.standins.hong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.hutong.standins.kit.Entry;
import org.hutong.standins.kit.Json;

/** {@code /oauth/token} and {@code /v2/…}. */
final class HongServlet extends HttpServlet {
  private static final Pattern PROGRESS = Pattern.compile("/v2/requests/([A-Z0-9]+)/progress");

  private final transient Tokens tokens;
  private final transient Wishes wishes;

  HongServlet(Tokens tokens, Wishes wishes) {
    this.tokens = tokens;
    this.wishes = wishes;
  }

  static Entry.Call describe(HttpServletRequest request, byte[] body) {
    String path = request.getRequestURI();
    if (path.equals("/oauth/token")) {
      return new Entry.Call("TOKEN", "POST " + path, null, false);
    }
    String key = request.getHeader("Idempotency-Key");
    boolean writes = PROGRESS.matcher(path).matches() && request.getMethod().equals("POST");
    return new Entry.Call(
        writes ? "CREATE" : "LOOKUP",
        request.getMethod() + " " + path,
        key == null ? request.getParameter("key") : key,
        writes);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    String authorization = request.getHeader("Authorization");
    ObjectNode answer;
    int missing = 404;
    if (path.equals("/oauth/token")) {
      missing = 401;
      String form = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String type = form.replaceFirst("(?:^|.*&)grant_type=([a-z_]+).*", "$1");
      answer = tokens.grant(authorization, type);
    } else if (!tokens.counts(authorization)) {
      missing = 401;
      answer = null;
    } else {
      answer = answer(request, path);
    }
    response.setStatus(answer == null ? missing : 200);
    response.setContentType("application/json; charset=utf-8");
    JsonNode body = answer == null ? Json.object().put("error", "HTTP " + missing) : answer;
    response.getOutputStream().write(Json.write(body).getBytes(StandardCharsets.UTF_8));
  }

  private ObjectNode answer(HttpServletRequest request, String path) throws IOException {
    boolean get = request.getMethod().equals("GET");
    if (get && path.equals("/v2/items")) {
      return Wishes.items();
    }
    if (get && path.equals("/v2/requests")) {
      String cursor = request.getParameter("cursor");
      return wishes.after(cursor == null ? "" : cursor, 50);
    }
    if (get && path.equals("/v2/progress")) {
      return wishes.byKey(request.getParameter("key"));
    }
    Matcher progress = PROGRESS.matcher(path);
    String key = request.getHeader("Idempotency-Key");
    if (!get && progress.matches() && key != null) {
      return wishes.report(
          progress.group(1),
          key,
          Json.read(request.getInputStream()),
          request.getHeader("User-Agent"));
    }
    return null;
  }
}
