package org.hutong.standins.hub;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.hutong.standins.http.FaultFilter;
import org.hutong.standins.kit.Entry;
import org.hutong.standins.kit.Json;

/** The paths under /hub. */
final class HubServlet extends HttpServlet {
  private static final int DEFAULT_PAGE = 10;
  private static final int MOST_LISTED = 500;

  private final transient HubStore store;
  private final transient HubTasks tasks;
  private final transient byte[] authorization;

  HubServlet(HubStore store, HubTasks tasks, String token) {
    this.store = store;
    this.tasks = tasks;
    this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
  }

  /** What a request is for the journal. */
  static Entry.Call describe(HttpServletRequest request, byte[] body) {
    String method = request.getMethod();
    String path = request.getRequestURI();
    String operation = path.startsWith("/hub/tasks/") ? "TASK" : operation(method);
    String key = request.getHeader("Idempotency-Key");
    if (key == null) {
      key = request.getParameter("key");
    }
    if (key == null && path.startsWith("/hub/cases/")) {
      key = path.substring("/hub/cases/".length());
    }
    return new Entry.Call(operation, method + " " + path, key, !method.equals("GET"));
  }

  private static String operation(String method) {
    return switch (method) {
      case "POST" -> "CREATE";
      case "PUT" -> "CORRECT";
      case "DELETE" -> "CANCEL";
      default -> "LOOKUP";
    };
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HubAnswer answer;
    try {
      answer = answer(request);
    } catch (JacksonException e) {
      answer = HubAnswer.error(HubAnswer.BAD_REQUEST, "HUB_MALFORMED", "正文不是 JSON");
    }
    response.setStatus(answer.status());
    response.setContentType("application/json; charset=utf-8");
    response.getOutputStream().write(Json.write(answer.body()).getBytes(StandardCharsets.UTF_8));
  }

  private HubAnswer answer(HttpServletRequest request) throws IOException {
    String given = request.getHeader("Authorization");
    if (given == null
        || !MessageDigest.isEqual(authorization, given.getBytes(StandardCharsets.UTF_8))) {
      return HubAnswer.error(HubAnswer.UNAUTHORIZED, "HUB_UNAUTHORIZED", "令牌无效");
    }
    Object fault = request.getAttribute(FaultFilter.BUSINESS_FAULT);
    if (fault != null) {
      return HubAnswer.error(HubAnswer.UNPROCESSABLE, fault.toString(), "业务错误");
    }
    String[] path = request.getPathInfo().split("/");
    if (path.length < 3 || path.length > 5 || !path[1].equals("hub")) {
      return notFound();
    }
    String call = request.getMethod() + " " + path[2] + (path.length > 3 ? "/" + path.length : "");
    return switch (call) {
      case "POST cases" -> createCase(request);
      case "GET cases" ->
          request.getParameter("from") == null ? byKey(request.getParameter("key")) : list(request);
      case "GET cases/4" -> look(path[3]);
      case "PUT cases/4" -> correctCase(request, path[3]);
      case "DELETE cases/4" -> cancelCase(request, path[3]);
      case "POST packages", "POST log-needs" -> createOther(request, path[2]);
      case "GET tasks" -> taskPage(request);
      case "POST tasks/5" ->
          tasks.step(path[3], path[4], body(request), key(request), client(request));
      default -> notFound();
    };
  }

  private HubAnswer createCase(HttpServletRequest request) throws IOException {
    JsonNode record = body(request);
    HubAnswer problem = check(request, record);
    return problem != null
        ? problem
        : store.create("cases", record.get("jlbh").asText(), key(request), record, client(request));
  }

  private HubAnswer correctCase(HttpServletRequest request, String id) throws IOException {
    JsonNode record = body(request);
    HubAnswer problem = check(request, record);
    if (problem == null && !record.get("jlbh").asText().equals(id)) {
      problem = invalid(List.of("jlbh: 与路径不符"));
    }
    return problem != null ? problem : store.correct(id, key(request), record, client(request));
  }

  private HubAnswer cancelCase(HttpServletRequest request, String id) throws IOException {
    String reason = request.getParameter("reason");
    if (reason == null) {
      reason = Json.text(body(request), "reason");
    }
    if (key(request) == null) {
      return noKey();
    }
    return reason == null
        ? invalid(List.of("reason: 必填"))
        : store.cancel(id, key(request), reason, client(request));
  }

  private HubAnswer createOther(HttpServletRequest request, String what) throws IOException {
    JsonNode document = body(request);
    String id = Json.text(document, "id");
    if (key(request) == null) {
      return noKey();
    }
    return id == null
        ? invalid(List.of("id: 必填"))
        : store.create(what, what + "/" + id, key(request), document, client(request));
  }

  private HubAnswer look(String id) {
    HubStore.Held held = store.find(id);
    return held == null ? notFound() : new HubAnswer(HubAnswer.OK, held.toJson("jlbh", id));
  }

  private HubAnswer byKey(String key) {
    JsonNode found = key == null ? null : store.findByKey(key);
    return found == null ? notFound() : new HubAnswer(HubAnswer.OK, found);
  }

  private HubAnswer list(HttpServletRequest request) {
    String cursor = request.getParameter("cursor");
    String limit = request.getParameter("limit");
    try {
      return store.list(
          Instant.parse(request.getParameter("from")),
          Instant.parse(String.valueOf(request.getParameter("to"))),
          cursor == null || cursor.isEmpty() ? 0 : Integer.parseInt(cursor),
          limit == null ? DEFAULT_PAGE : Math.min(MOST_LISTED, Integer.parseInt(limit)));
    } catch (DateTimeException | NumberFormatException e) {
      return HubAnswer.error(HubAnswer.BAD_REQUEST, "HUB_MALFORMED", "参数有误");
    }
  }

  private HubAnswer taskPage(HttpServletRequest request) {
    String cursor = request.getParameter("cursor");
    String limit = request.getParameter("limit");
    return tasks.page(
        request.getParameter("street"),
        cursor == null ? "" : cursor,
        limit == null || !limit.matches("\\d{1,3}") ? DEFAULT_PAGE : Integer.parseInt(limit));
  }

  private static HubAnswer check(HttpServletRequest request, JsonNode record) {
    if (key(request) == null) {
      return noKey();
    }
    List<String> problems = CaseRecord.problems(record);
    return problems.isEmpty() ? null : invalid(problems);
  }

  private static HubAnswer invalid(List<String> problems) {
    return HubAnswer.error(HubAnswer.UNPROCESSABLE, "HUB_INVALID", String.join("; ", problems));
  }

  private static HubAnswer noKey() {
    return HubAnswer.error(HubAnswer.BAD_REQUEST, "HUB_NO_KEY", "缺少 Idempotency-Key");
  }

  private static HubAnswer notFound() {
    return HubAnswer.error(HubAnswer.NOT_FOUND, "HUB_NOT_FOUND", "无此记录");
  }

  private static JsonNode body(HttpServletRequest request) throws IOException {
    return Json.read(request.getInputStream());
  }

  private static String key(HttpServletRequest request) {
    return request.getHeader("Idempotency-Key");
  }

  private static String client(HttpServletRequest request) {
    return request.getHeader("User-Agent");
  }
}
