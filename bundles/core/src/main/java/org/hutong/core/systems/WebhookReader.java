package org.hutong.core.systems;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hutong.core.rules.Section;
import org.hutong.core.systems.InboundRules.ColumnType;
import org.hutong.core.systems.WebhookRules.Encoding;
import org.hutong.core.systems.WebhookRules.Hash;
import org.hutong.core.systems.WebhookRules.Order;
import org.hutong.core.systems.WebhookRules.Time;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code webhook} of a feed. */
final class WebhookReader {
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,60}");
  private static final Pattern PLACE = Pattern.compile("\\{(time|body|bodyHash)\\}");
  private static final String CONTENT = "{time}\n{body}";
  private static final Duration MOST_WINDOW = Duration.ofHours(1);

  private final Set<String> secrets;
  private final Map<String, ColumnType> columns;
  private final List<String> drop;

  /**
   * @param secrets the names that the system declares
   * @param columns of the feed
   * @param drop those of them that are let go of
   */
  WebhookReader(Set<String> secrets, Map<String, ColumnType> columns, List<String> drop) {
    this.secrets = secrets;
    this.columns = columns;
    this.drop = drop;
  }

  /** Null for a feed that is not pushed. */
  @Nullable WebhookRules read(Section feed) {
    Section hook = feed.section("webhook");
    if (hook == null) {
      return null;
    }
    String secret = hook.text("secret");
    if (!secret.isEmpty() && !secrets.contains(secret)) {
      hook.fault("secret", "应为 secrets 中的一个名称");
    }
    WebhookRules rules =
        new WebhookRules(
            choice(hook, "algorithm", Hash.class, null),
            secret,
            content(hook),
            choice(hook, "encoding", Encoding.class, Encoding.HEX),
            header(hook, "signHeader"),
            header(hook, "timeHeader"),
            choice(hook, "time", Time.class, Time.MILLIS),
            window(hook),
            SystemReader.duration(hook, "remember", Duration.ofDays(7)),
            column(hook, "event"),
            order(hook));
    if (rules.remember().compareTo(rules.window().multipliedBy(2)) < 0) {
      hook.fault("remember", "不能短于 window 的两倍，否则重放的事件会再次生效");
    }
    hook.end();
    return rules;
  }

  /** A key for each feed: else what was signed for one could be brought to another. */
  static void separate(Section feed, @Nullable WebhookRules rules, Set<String> used) {
    if (rules != null && !used.add(rules.secret())) {
      feed.fault("webhook.secret", "两个推送的数据流不能共用一个密钥");
    }
  }

  private static String content(Section hook) {
    String content = hook.optional("content");
    if (content == null) {
      return CONTENT;
    }
    boolean strange = PLACE.matcher(content).replaceAll("").matches("(?s).*[{}].*");
    boolean body = content.contains("{body}") || content.contains("{bodyHash}");
    if (strange || !body || !content.contains("{time}")) {
      hook.fault("content", "须有 {time}，以及 {body} 或 {bodyHash}；此外没有别的占位");
    }
    return content;
  }

  private static Duration window(Section hook) {
    Duration window = SystemReader.duration(hook, "window", Duration.ofMinutes(5));
    if (window.compareTo(MOST_WINDOW) > 0) {
      hook.fault("window", "至多 1 小时");
    }
    return window;
  }

  private static String header(Section hook, String key) {
    String name = hook.text(key);
    if (!name.isEmpty() && !HEADER.matcher(name).matches()) {
      hook.fault(key, "应为请求头的名称");
    }
    return name;
  }

  private String column(Section hook, String key) {
    String name = hook.text(key);
    if (!name.isEmpty() && (!columns.containsKey(name) || drop.contains(name))) {
      hook.fault(key, "应为 columns 中的一列，且不在 drop 中");
    }
    return name;
  }

  private @Nullable Order order(Section hook) {
    if (hook.optional("entity") == null && hook.optional("sequence") == null) {
      return null;
    }
    String entity = column(hook, "entity");
    String sequence = column(hook, "sequence");
    if (columns.containsKey(sequence) && columns.get(sequence) != ColumnType.INTEGER) {
      hook.fault("sequence", "该列的类型应为 integer");
    }
    return new Order(entity, sequence);
  }

  /** One of an enum's names as they are written here: {@code hmac-sm3}. */
  private static <E extends Enum<E>> E choice(
      Section hook, String key, Class<E> type, @Nullable E otherwise) {
    E[] all = type.getEnumConstants();
    if (otherwise != null && hook.optional(key) == null) {
      return otherwise;
    }
    String text = hook.text(key);
    for (E constant : all) {
      if (written(constant).equals(text)) {
        return constant;
      }
    }
    if (!text.isEmpty()) {
      hook.fault(key, "只能取 " + written(all[0]) + "、" + written(all[1]));
    }
    return all[0];
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
