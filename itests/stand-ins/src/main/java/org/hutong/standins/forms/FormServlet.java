package org.hutong.standins.forms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.hutong.standins.kit.Entry;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Json;

/** {@code /login}, {@code /form/<name>} and {@code /submit/<name>}, as a page of 2011 has them. */
final class FormServlet extends HttpServlet {
  static final String USER = "djl";
  static final int SESSION_SECONDS = 600;

  private final transient Forms.Form form;
  private final transient Journal journal;
  private final transient String password;
  private final transient Clock clock;
  private final transient Map<String, Long> sessions = new HashMap<>();
  private long sessionMillis = 1000L * SESSION_SECONDS;

  FormServlet(Forms.Form form, Journal journal, String password, Clock clock) {
    this.form = form;
    this.journal = journal;
    this.password = password;
    this.clock = clock;
  }

  static Entry.Call describe(HttpServletRequest request, byte[] body) {
    String path = request.getRequestURI();
    boolean writes = path.startsWith("/submit/");
    return new Entry.Call(writes ? "CREATE" : "LOOKUP", "PAGE " + path, null, writes);
  }

  synchronized void sessionSeconds(int seconds) {
    sessionMillis = 1000L * seconds;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String call = request.getMethod() + " " + request.getRequestURI();
    if (call.equals("GET /login")) {
      page(response, 200, "<form method=post><input name=user><input name=password></form>");
    } else if (call.equals("POST /login")) {
      login(request, response);
    } else if (!session(request)) {
      response.sendRedirect("/login");
    } else if (call.equals("GET /form/" + form.name())) {
      page(response, 200, html());
    } else if (call.equals("POST /submit/" + form.name())) {
      submit(request, response);
    } else {
      page(response, 404, "没有此页面");
    }
  }

  private void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Map<String, String> given = fields(request);
    if (!USER.equals(given.get("user")) || !password.equals(given.get("password"))) {
      page(response, 200, "用户名或密码错误");
      return;
    }
    String session = UUID.randomUUID().toString();
    synchronized (this) {
      sessions.put(session, clock.millis());
    }
    response.addHeader("Set-Cookie", "JSESSIONID=" + session + "; Path=/; HttpOnly");
    response.sendRedirect("/form/" + form.name());
  }

  private synchronized boolean session(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    for (Cookie each : cookies == null ? new Cookie[0] : cookies) {
      Long last = sessions.get(each.getValue());
      if (each.getName().equals("JSESSIONID") && last != null) {
        boolean lives = clock.millis() - last < sessionMillis;
        sessions.put(each.getValue(), clock.millis());
        return lives;
      }
    }
    return false;
  }

  private String html() {
    StringBuilder html = new StringBuilder();
    html.append("<h1>").append(form.title()).append("</h1>");
    html.append("<form method=\"post\" action=\"/submit/").append(form.name()).append("\">");
    for (FormField field : form.fields()) {
      html.append(
          "<label>%s%s <input name=\"%s\" maxlength=\"%d\"%s></label>\n"
              .formatted(
                  field.label(),
                  field.required() ? "*" : "",
                  field.name(),
                  field.most(),
                  field.required() ? " required" : ""));
    }
    return html.append("<button>提交</button></form>").toString();
  }

  private void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Map<String, String> given = fields(request);
    List<String> order = form.fields().stream().map(FormField::name).toList();
    if (!new ArrayList<>(given.keySet()).equals(order)) {
      page(response, 200, "表单已过期，请重新打开");
      return;
    }
    for (FormField field : form.fields()) {
      String value = given.get(field.name());
      if (field.required() && value.isBlank()) {
        page(response, 200, "请填写：" + field.label());
        return;
      }
      if (value.codePointCount(0, value.length()) > field.most()) {
        page(response, 200, "过长：" + field.label());
        return;
      }
    }
    String receipt;
    synchronized (this) {
      ObjectNode record = Json.object();
      given.forEach(record::put);
      int number = journal.effects().size() + 1;
      receipt = "JB%d%06d".formatted(LocalDate.now(clock).getYear(), number);
      journal.effect(
          new Entry.Call("CREATE", "PAGE /submit/" + form.name(), null, true),
          receipt,
          1,
          request.getHeader("User-Agent"),
          record);
    }
    journal.force();
    page(response, 200, "<h1>提交成功</h1><p>回执号：<b id=\"hzh\">" + receipt + "</b></p>");
  }

  private static Map<String, String> fields(HttpServletRequest request) throws IOException {
    String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : body.split("&")) {
      String[] both = pair.split("=", 2);
      fields.put(
          URLDecoder.decode(both[0], StandardCharsets.UTF_8),
          both.length < 2 ? "" : URLDecoder.decode(both[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static void page(HttpServletResponse response, int status, String body)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/html; charset=utf-8");
    String html = "<!doctype html><meta charset=utf-8><body>" + body + "</body>";
    response.getOutputStream().write(html.getBytes(StandardCharsets.UTF_8));
  }
}
