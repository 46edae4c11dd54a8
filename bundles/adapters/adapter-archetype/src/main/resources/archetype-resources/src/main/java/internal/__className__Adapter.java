package ${package}.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.support.BoundedCalls;
import org.hutong.kernel.DeliveryKey;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to one system: a line there, a line back. Replace {@link Exchange} and the words below by
 * the system's own; what stands around them is the same for every protocol.
 */
final class ${className}Adapter implements SystemAdapter {
  private static final Duration HEALTH_LIMIT = Duration.ofSeconds(3);
  private static final Duration BUSY = Duration.ofSeconds(10);
  private static final Duration DENIED = Duration.ofMinutes(1);

  private final ${className}Settings settings;
  private final BoundedCalls calls;

  ${className}Adapter(${className}Settings settings) {
    this.settings = settings;
    this.calls = new BoundedCalls("hutong-${technology}");
  }

  @Override
  public Outcome deliver(Document document, Context context) throws NotSent, InterruptedException {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Map.Entry<String, Object> field : document.content().entrySet()) {
      Object value = field.getValue();
      if (value instanceof Map || value instanceof List) {
        // The mapping is wrong; sending again would not mend it, so a person looks.
        return new Outcome.Rejected("CONTENT", "映射结果的 " + field.getKey() + " 不是单个值");
      }
      if (value != null) {
        fields.put(
            field.getKey(),
            value instanceof BigDecimal number ? number.toPlainString() : value.toString());
      }
    }
    if (document.earlierReceipt() != null) {
      fields.put("receipt", document.earlierReceipt());
    }
    fields.put("key", document.key().text());
    return outcome(ask(document.operation().name(), fields, context.timeLimit()), context);
  }

  private static Outcome outcome(@Nullable String answer, Context context) {
    if (answer == null) {
      // It may have arrived: the lane asks by lookUp, and never blindly sends again.
      return new Outcome.Unknown("对方没有答复");
    }
    String rest = answer.substring(answer.indexOf(' ') + 1).strip();
    return switch (word(answer)) {
      case "HELD" -> new Outcome.Delivered(rest);
      case "BUSY" -> new Outcome.RetryLater("对方繁忙", BUSY);
      case "DENIED" -> new Outcome.RetryLater("对方不接受我方凭据", DENIED);
      // Only a code, never the system's free text: it may repeat what was sent.
      case "REFUSED" ->
          new Outcome.Rejected(rest.matches("[A-Z0-9_]{1,40}") ? rest : "REFUSED", "对方拒绝");
      // Whatever else it says is for the mapping named by "answer" in system.yaml.
      default -> context.interpret(new Answer(0, Map.of(), Map.of("line", answer)));
    };
  }

  private static String word(String answer) {
    return answer.split(" ", 2)[0];
  }

  @Override
  public LookUp lookUp(DeliveryKey key, Context context) throws InterruptedException {
    try {
      String answer = ask("LOOKUP", Map.of("key", key.text()), context.timeLimit());
      return switch (answer == null ? "" : word(answer)) {
        case "HELD" -> new LookUp.Found(answer.substring(answer.indexOf(' ') + 1).strip());
        case "ABSENT" -> new LookUp.Absent();
        default -> new LookUp.CannotTell("对方没有说明是否收到");
      };
    } catch (NotSent e) {
      return new LookUp.CannotTell("连接不上对方");
    }
  }

  @Override
  public Duration settleTime() {
    return settings.settle();
  }

  /** The system keeps the key: a second send of the same key has no second effect there. */
  @Override
  public boolean resendIsSafe() {
    return true;
  }

  @Override
  public Health health() {
    try {
      String answer = ask("PING", Map.of(), HEALTH_LIMIT);
      return answer != null && word(answer).equals("ALIVE")
          ? Health.up("对方应答")
          : Health.down("对方没有正常应答");
    } catch (NotSent e) {
      return Health.down("连接不上对方");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.down("询问被中断");
    }
  }

  /** What the system said; null when it said nothing, and then nobody knows what it did. */
  private @Nullable String ask(String word, Map<String, String> fields, Duration limit)
      throws NotSent, InterruptedException {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("password", settings.password());
    return calls.call(limit, new Exchange(settings, word, all));
  }

  @Override
  public void close() {
    calls.close();
  }
}
