package org.hutong.adapter.soap.internal;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.Settings;
import org.hutong.adapter.support.Trees;
import org.hutong.adapter.support.http.HttpSettings;
import org.hutong.kernel.Operation;
import org.jspecify.annotations.Nullable;

/**
 * One system's settings, read and checked; the README beside this bundle says what each means.
 *
 * @param records null when nothing is fetched there
 * @param health added to the address for health to ask; null: whether the port takes a connection
 */
record SoapSettings(
    HttpSettings http,
    SoapVersion version,
    String namespace,
    boolean qualified,
    SoapWriter.@Nullable Account account,
    Set<String> lists,
    Duration settle,
    boolean resendIsSafe,
    @Nullable String health,
    Map<Operation, Call> operations,
    @Nullable Question lookUp,
    @Nullable Listing records) {

  /** A value at a JSON Pointer of the answer that is one of these. */
  record When(String at, Set<String> is) {
    boolean holds(@Nullable Object tree) {
      String value = Trees.single(Trees.pointer(tree, at));
      return value != null && is.contains(value);
    }
  }

  /**
   * How one operation is sent.
   *
   * @param content what is sent instead of the document, with {@code {delivery.token}} and the like
   *     in its texts; null for the document
   * @param keyField where the key is written into the document; null for nowhere
   * @param receipt where the receipt stands in an answer that the mapping does not know
   * @param when what must hold for it to be one
   */
  record Call(
      String element,
      String action,
      @Nullable Map<String, Object> content,
      @Nullable String keyField,
      @Nullable String receipt,
      @Nullable When when) {}

  /**
   * How a key is looked up.
   *
   * @param content the request, with {@code {key}} in its texts
   * @param absent what says that there is none
   */
  record Question(
      String element,
      String action,
      Map<String, Object> content,
      String receipt,
      @Nullable When absent) {}

  @Override
  public String toString() {
    return "SoapSettings";
  }

  static SoapSettings read(SystemConfig config) throws InvalidConfig {
    Settings settings = new Settings("settings", config.settings());
    HttpSettings http = HttpSettings.read(settings, config);
    Settings operations = settings.section("operations");
    Map<Operation, Call> calls = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      String name = operation.name().toLowerCase(Locale.ROOT);
      if (operations.has(name)) {
        calls.put(operation, call(operations.section(name)));
      }
    }
    Listing records = settings.has("records") ? Listing.read(settings.section("records")) : null;
    if (!calls.containsKey(Operation.CREATE) && (records == null || !calls.isEmpty())) {
      throw operations.wrong("create", "缺少配置项");
    }
    Question lookUp = operations.has("lookUp") ? question(operations.section("lookUp")) : null;
    operations.done();
    SoapSettings result =
        new SoapSettings(
            http,
            version(settings),
            settings.required("namespace"),
            settings.flag("qualified", true),
            account(settings, config),
            Set.copyOf(settings.texts("lists")),
            settings.seconds("settleSeconds", 30, 0, 86_400),
            settings.flag("resendIsSafe", false),
            health(settings, http),
            calls,
            lookUp,
            records);
    settings.done();
    result.checkQuestion(operations);
    return result;
  }

  private void checkQuestion(Settings operations) throws InvalidConfig {
    if (lookUp != null) {
      try {
        new SoapWriter(version, namespace, qualified, null)
            .write(lookUp.element(), lookUp.content());
      } catch (IllegalArgumentException e) {
        throw operations.wrong("lookUp.content", "不能写成 XML");
      }
    }
  }

  private static SoapVersion version(Settings settings) throws InvalidConfig {
    return switch (settings.text("soap").orElse("1.1")) {
      case "1.1" -> SoapVersion.V11;
      case "1.2" -> SoapVersion.V12;
      default -> throw settings.wrong("soap", "应为 \"1.1\" 或 \"1.2\"");
    };
  }

  private static SoapWriter.@Nullable Account account(Settings settings, SystemConfig config)
      throws InvalidConfig {
    if (!settings.has("user")) {
      return null;
    }
    String password = config.requiredSecret("password").strip();
    if (!SoapWriter.isXml(password)) {
      throw new InvalidConfig("secrets.password", "secrets.password 含有控制字符。");
    }
    return new SoapWriter.Account(settings.required("user"), password);
  }

  private static @Nullable String health(Settings settings, HttpSettings http)
      throws InvalidConfig {
    if (!settings.has("health")) {
      return null;
    }
    String health = settings.required("health");
    try {
      URI.create(http.url() + health);
    } catch (IllegalArgumentException e) {
      throw settings.wrong("health", "不能组成网址");
    }
    return health;
  }

  private static Call call(Settings settings) throws InvalidConfig {
    String receipt = settings.text("receipt").orElse(null);
    Call call =
        new Call(
            element(settings),
            action(settings),
            content(settings),
            settings.text("keyField").orElse(null),
            receipt == null ? null : pointer(settings, "receipt", receipt),
            when(settings, "when"));
    settings.done();
    return call;
  }

  private static @Nullable Map<String, Object> content(Settings settings) throws InvalidConfig {
    Object content = settings.tree("content").orElse(null);
    return content == null ? null : Settings.asMap(settings.pathOf("content"), content);
  }

  private static Question question(Settings settings) throws InvalidConfig {
    Object content = settings.tree("content").orElse(Map.of());
    Question question =
        new Question(
            element(settings),
            action(settings),
            Settings.asMap(settings.pathOf("content"), content),
            pointer(settings, "receipt", settings.required("receipt")),
            when(settings, "absent"));
    settings.done();
    if (!question.content().toString().contains("{key}")
        && !question.content().toString().contains("{delivery.")) {
      throw settings.wrong("content", "须以 {key} 给出分发标识");
    }
    return question;
  }

  static String element(Settings settings) throws InvalidConfig {
    String element = settings.required("element");
    if (!element.matches("[\\p{L}_][\\p{L}\\p{N}._-]*")) {
      throw settings.wrong("element", "不是元素名");
    }
    return element;
  }

  static String action(Settings settings) throws InvalidConfig {
    String action = settings.text("action").orElse("");
    if (!action.matches("[\\x21-\\x7e&&[^\"\\\\]]*")) {
      throw settings.wrong("action", "不是 SOAPAction");
    }
    return action;
  }

  private static @Nullable When when(Settings settings, String name) throws InvalidConfig {
    if (!settings.has(name)) {
      return null;
    }
    Settings section = settings.section(name);
    List<String> values = section.texts("is");
    When when = new When(pointer(section, "at", section.required("at")), Set.copyOf(values));
    section.done();
    if (values.isEmpty()) {
      throw section.wrong("is", "缺少配置项");
    }
    return when;
  }

  static String pointer(Settings settings, String name, String value) throws InvalidConfig {
    if (!value.startsWith("/")) {
      throw settings.wrong(name, "应为 JSON Pointer，如 /sldh");
    }
    return value;
  }

  /** The look-up's request for a key. */
  static Map<String, Object> filled(Map<?, ?> content, Map<String, String> values) {
    Map<String, Object> result = new LinkedHashMap<>();
    content.forEach((name, each) -> result.put(String.valueOf(name), filledValue(each, values)));
    return result;
  }

  private static @Nullable Object filledValue(@Nullable Object value, Map<String, String> values) {
    if (value instanceof Map<?, ?> map) {
      return filled(map, values);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(each -> filledValue(each, values)).toList();
    }
    if (value instanceof String text) {
      String filled = text;
      for (Map.Entry<String, String> each : values.entrySet()) {
        filled = filled.replace("{" + each.getKey() + "}", each.getValue());
      }
      return filled;
    }
    return value;
  }
}
