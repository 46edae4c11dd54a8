package org.hutong.adapter.rest.internal;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.Settings;
import org.hutong.adapter.support.http.HttpSettings;
import org.hutong.kernel.Operation;
import org.jspecify.annotations.Nullable;

/**
 * One system's settings, read and checked; the README beside this bundle says what each means.
 *
 * @param headers sent with every request
 * @param records null when nothing is fetched there
 * @param health the path that health asks; null: whether the port takes a connection
 */
record RestSettings(
    HttpSettings http,
    Access access,
    Map<String, String> headers,
    @Nullable String keyHeader,
    Duration settle,
    boolean resendIsSafe,
    @Nullable PathTemplate health,
    Map<Operation, Call> operations,
    @Nullable Question lookUp,
    @Nullable Records records,
    @Nullable HeldList held) {

  /**
   * How one operation is sent.
   *
   * @param body a JSON Pointer to the part of the document that is the body; null for no body
   * @param keyField where the key is written into the document besides; null for nowhere
   * @param receipt where the receipt stands in an answer that the mapping does not know
   * @param rejectOn statuses that refuse the document if the mapping does not know the answer
   */
  record Call(
      String method,
      PathTemplate path,
      @Nullable String body,
      @Nullable String keyField,
      @Nullable String receipt,
      Set<Integer> rejectOn) {}

  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE", "GET");
  private static final Set<String> OURS =
      Set.of("host", "content-length", "transfer-encoding", "connection", "authorization", "te");

  @Override
  public String toString() {
    return "RestSettings";
  }

  static RestSettings read(SystemConfig config) throws InvalidConfig {
    Settings settings = new Settings("settings", config.settings());
    HttpSettings http = HttpSettings.read(settings, config);
    Map<String, String> headers = headers(settings);
    Access access = Access.read(settings, config);
    String keyHeader = settings.text("keyHeader").orElse("Idempotency-Key");
    Settings operations = settings.section("operations");
    Map<Operation, Call> calls = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      String name = operation.name().toLowerCase(Locale.ROOT);
      if (operations.has(name)) {
        calls.put(operation, call(operations.section(name), http));
      }
    }
    Records records =
        settings.has("records") ? Records.read(settings.section("records"), http) : null;
    if (!calls.containsKey(Operation.CREATE) && (records == null || !calls.isEmpty())) {
      throw operations.wrong("create", "缺少配置项");
    }
    Question lookUp =
        operations.has("lookUp") ? question(operations.section("lookUp"), http) : null;
    operations.done();
    PathTemplate health = settings.has("health") ? path(settings, "health", http) : null;
    if (health != null && health.text().contains("{")) {
      throw settings.wrong("health", "不能含有 {名称}");
    }
    RestSettings result =
        new RestSettings(
            http,
            access,
            headers,
            keyHeader.equals("none") ? null : keyHeader,
            settings.seconds("settleSeconds", 30, 0, 86_400),
            settings.flag("resendIsSafe", false),
            health,
            calls,
            lookUp,
            records,
            settings.has("held") ? HeldList.read(settings.section("held"), http) : null);
    settings.done();
    return result;
  }

  private static Map<String, String> headers(Settings settings) throws InvalidConfig {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    for (Map.Entry<String, String> each : settings.textMap("headers").entrySet()) {
      boolean wellFormed =
          each.getKey().matches("[A-Za-z0-9-]+") && each.getValue().matches("[\\x20-\\x7e]*");
      if (!wellFormed || OURS.contains(each.getKey().toLowerCase(Locale.ROOT))) {
        throw settings.wrong("headers", "不能设置的请求头");
      }
      headers.put(each.getKey(), each.getValue());
    }
    return headers;
  }

  private static Call call(Settings settings, HttpSettings http) throws InvalidConfig {
    String method = settings.text("method").orElse("POST").toUpperCase(Locale.ROOT);
    if (!METHODS.contains(method)) {
      throw settings.wrong("method", "应为 POST、PUT、PATCH、DELETE 或 GET");
    }
    boolean usual = !method.equals("DELETE") && !method.equals("GET");
    String body = settings.text("body").orElse(usual ? "" : "none");
    Call call =
        new Call(
            method,
            path(settings, "path", http),
            body.equals("none") ? null : pointer(settings, "body", body),
            settings.text("keyField").orElse(null),
            settings.has("receipt")
                ? pointer(settings, "receipt", settings.required("receipt"))
                : null,
            statuses(settings, "rejectOn", Set.of(400, 413, 415, 422)));
    settings.done();
    return call;
  }

  private static Question question(Settings settings, HttpSettings http) throws InvalidConfig {
    Question question =
        new Question(
            path(settings, "path", http),
            pointer(settings, "receipt", settings.required("receipt")),
            statuses(settings, "absent", Set.of(404)),
            settings.flag("emptyIsAbsent", false));
    settings.done();
    return question;
  }

  static PathTemplate path(Settings settings, String name, HttpSettings http) throws InvalidConfig {
    PathTemplate path = new PathTemplate(settings.required(name));
    String sample = path.sample();
    if (!sample.startsWith("/") || sample.contains("{") || sample.contains("#")) {
      throw settings.wrong(name, "应以 / 开头，值写作 {名称}");
    }
    try {
      URI.create(http.url() + sample);
    } catch (IllegalArgumentException e) {
      throw settings.wrong(name, "不能组成网址");
    }
    return path;
  }

  static String pointer(Settings settings, String name, String value) throws InvalidConfig {
    if (!value.isEmpty() && !value.startsWith("/")) {
      throw settings.wrong(name, "应为 JSON Pointer，如 /data/hubNo");
    }
    return value;
  }

  private static Set<Integer> statuses(Settings settings, String name, Set<Integer> otherwise)
      throws InvalidConfig {
    if (!settings.has(name)) {
      settings.tree(name);
      return otherwise;
    }
    Set<Integer> result = new HashSet<>();
    List<String> texts = settings.texts(name);
    for (String text : texts) {
      if (!text.matches("[1-5][0-9]{2}")) {
        throw settings.wrong(name, "应为 HTTP 状态码列表");
      }
      result.add(Integer.parseInt(text));
    }
    return result;
  }
}
