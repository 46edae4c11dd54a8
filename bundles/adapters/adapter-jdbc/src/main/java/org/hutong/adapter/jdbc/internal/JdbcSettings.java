package org.hutong.adapter.jdbc.internal;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.Settings;
import org.hutong.kernel.Operation;
import org.jspecify.annotations.Nullable;

/**
 * One system's settings, read and checked; the README beside this bundle says what each means.
 *
 * @param target where the database is
 * @param encoding the system's character set, if it is narrower than Unicode
 */
record JdbcSettings(
    Target target,
    int connections,
    Duration connect,
    Duration settle,
    Duration repair,
    @Nullable Charset encoding,
    boolean keyColumnUnique,
    Map<String, String> labels,
    Map<Operation, Plan> operations,
    List<Step> lookUp,
    Map<String, FeedSettings> feeds,
    @Nullable HeldQuery held) {

  /** Where the database is and who we are there. */
  record Target(
      List<String> hosts,
      List<Integer> ports,
      String database,
      String user,
      String password,
      Map<String, String> parameters) {
    @Override
    public String toString() {
      return "Target" + hosts + ports;
    }
  }

  /**
   * What one operation does.
   *
   * @param steps in order, in one transaction
   * @param interpret whether the mapping judges the rows before the commit
   */
  record Plan(List<Step> steps, boolean interpret) {
    boolean givesReceipt() {
      return steps.stream().anyMatch(step -> step.receipt() != null);
    }
  }

  private static final Pattern URL =
      Pattern.compile("jdbc:postgresql://([^/?#\\s]+)/([^/?#&\\s]+)");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|[\\p{L}\\p{N}._-]+)(?::([0-9]{1,5}))?");
  // What a connection may be told besides; the driver knows others that load classes or write logs.
  private static final Set<String> PARAMETERS =
      Set.of("sslmode", "sslrootcert", "currentSchema", "targetServerType");

  static JdbcSettings read(SystemConfig config) throws InvalidConfig {
    Settings settings = new Settings("settings", config.settings());
    Target target = target(settings, config);
    Settings operations = settings.section("operations");
    Map<Operation, Plan> plans = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      String name = operation.name().toLowerCase(Locale.ROOT);
      if (operations.has(name)) {
        plans.put(operation, plan(operations, name));
      }
    }
    List<Step> lookUp =
        operations.has("lookUp") ? plan(operations, "lookUp").steps() : List.<Step>of();
    operations.done();
    JdbcSettings result =
        new JdbcSettings(
            target,
            settings.number("connections", 4, 1, 50),
            settings.seconds("connectSeconds", 5, 1, 60),
            settings.seconds("settleSeconds", 30, 0, 86_400),
            settings.seconds("repairSeconds", 300, 1, 86_400),
            settings.charset("encoding").orElse(null),
            settings.flag("keyColumnUnique", false),
            settings.textMap("labels"),
            plans,
            lookUp,
            FeedSettings.read(settings),
            HeldQuery.read(settings));
    settings.done();
    result.check(operations, settings);
    return result;
  }

  private void check(Settings operationSettings, Settings settings) throws InvalidConfig {
    Plan create = operations.get(Operation.CREATE);
    if (create == null && operations.isEmpty() && !feeds.isEmpty()) {
      return; // a system that only gives
    }
    if (create == null) {
      throw operationSettings.wrong("create", "缺少配置项");
    }
    if (!create.givesReceipt() && !create.interpret()) {
      throw operationSettings.wrong("create", "须有一条语句以 receipt 给出回执所在的列");
    }
    boolean keyGoesAlong =
        create.steps().stream().anyMatch(step -> step.template().parameters().contains("key"));
    if (!keyGoesAlong) {
      throw operationSettings.wrong("create", "须在同一事务中写入分发标识，参数 :key");
    }
    if (!lookUp.isEmpty() && lookUp.get(lookUp.size() - 1).receipt() == null) {
      throw operationSettings.wrong("lookUp", "最后一条语句须以 receipt 给出回执所在的列");
    }
    if (keyColumnUnique && lookUp.isEmpty()) {
      throw settings.wrong("keyColumnUnique", "须同时配置 operations.lookUp");
    }
  }

  private static Target target(Settings settings, SystemConfig config) throws InvalidConfig {
    Matcher url = URL.matcher(settings.required("url"));
    if (!url.matches()) {
      throw settings.wrong("url", "应为 jdbc:postgresql://主机:端口/库名，其余参数写入 parameters");
    }
    List<String> hosts = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (String each : url.group(1).split(",", -1)) {
      Matcher host = HOST.matcher(each);
      if (!host.matches()) {
        throw settings.wrong("url", "主机或端口有误");
      }
      hosts.add(host.group(1));
      ports.add(host.group(2) == null ? 5432 : Integer.parseInt(host.group(2)));
    }
    return new Target(
        hosts,
        ports,
        url.group(2),
        settings.required("user"),
        config.requiredSecret("password"),
        parameters(settings, config.folder(), hosts.size() > 1));
  }

  private static Map<String, String> parameters(Settings settings, Path folder, boolean several)
      throws InvalidConfig {
    Settings section = settings.section("parameters");
    Map<String, String> result = new LinkedHashMap<>();
    for (String name : section.names()) {
      if (!PARAMETERS.contains(name)) {
        throw section.wrong(name, "不支持的连接参数");
      }
      String value = section.required(name);
      if (name.equals("sslrootcert")) {
        Path file = folder.resolve(value).normalize();
        if (!Files.isReadable(file)) {
          throw section.wrong(name, "文件不存在或不可读");
        }
        value = file.toString();
      }
      result.put(name, value);
    }
    if (several) {
      // One that only reads would refuse every document, and may be behind in what it gives.
      result.putIfAbsent("targetServerType", "primary");
    }
    return result;
  }

  private static Plan plan(Settings operations, String name) throws InvalidConfig {
    Object tree = operations.tree(name).orElseThrow();
    boolean interpret = false;
    Object statements = tree;
    if (tree instanceof Map) {
      Settings plan =
          new Settings(operations.pathOf(name), Settings.asMap(operations.pathOf(name), tree));
      interpret = plan.flag("interpret", false);
      statements = plan.tree("statements").orElse(List.of());
      plan.done();
    }
    if (!(statements instanceof List<?> list) || list.isEmpty()) {
      throw operations.wrong(name, "应为语句列表");
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String path = operations.pathOf(name) + "." + i;
      Object each = list.get(i) instanceof String sql ? Map.of("sql", sql) : list.get(i);
      steps.add(Step.read(new Settings(path, Settings.asMap(path, each))));
    }
    return new Plan(List.copyOf(steps), interpret);
  }
}
