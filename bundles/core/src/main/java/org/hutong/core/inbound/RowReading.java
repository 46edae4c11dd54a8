package org.hutong.core.inbound;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hutong.adapter.Batch;
import org.hutong.casework.CaseState;
import org.hutong.core.casework.Arrivals;
import org.hutong.core.mapping.JsonataMapper;
import org.hutong.core.mapping.MappingFailed;
import org.hutong.core.store.Times;
import org.hutong.core.store.Trees;
import org.hutong.core.store.Vault;
import org.hutong.core.systems.InboundRules.FeedRules;
import org.hutong.core.systems.InboundRules.RecordKind;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.kernel.CitizenId;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.InvalidValue;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** Makes of a row what it is, by the feed's mapping; outside of the writer. */
final class RowReading {
  private static final int MOST_KEY = 100;

  private final String street;
  private final JsonataMapper mapper;
  private final Arrivals arrivals;
  private final Vault vault;
  private final Clock clock;

  RowReading(String street, JsonataMapper mapper, Arrivals arrivals, Vault vault, Clock clock) {
    this.street = street;
    this.mapper = mapper;
    this.arrivals = arrivals;
    this.vault = vault;
    this.clock = clock;
  }

  /** The declaration and the mapping that are in force, such as {@code 1-3f2a90bc11de}. */
  String version(SystemDefinition system, FeedRules feed) {
    try {
      return feed.version() + "-" + mapper.version(system, feed.mapping());
    } catch (MappingFailed e) {
      return feed.version() + "-0";
    }
  }

  /** A row without what may not be kept, read. */
  Arrived read(SystemDefinition system, FeedRules feed, Batch.Row row) {
    if (feed.webhook() != null) {
      String flaw = Drift.more(feed, row).orElseGet(() -> Event.of(feed, row).flaw());
      if (flaw != null) {
        return new Arrived.Bad(row, flaw);
      }
    }
    String misfit = Drift.misfit(feed, row).or(() -> privateUse(row)).orElse(null);
    if (misfit != null) {
      return new Arrived.Bad(row, misfit);
    }
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("row", whole(feed, row));
    input.put("key", row.key());
    input.put("place", row.place());
    input.put("feed", feed.name());
    input.put("system", system.id());
    input.put("street", street);
    try {
      List<Arrived.Part> parts = new ArrayList<>();
      for (Map<String, Object> result : mapper.results(system, feed.mapping(), input)) {
        parts.add(part(system, feed, row, result));
      }
      return new Arrived.Good(row, parts);
    } catch (MappingFailed e) {
      return new Arrived.Bad(row, String.valueOf(e.getMessage()));
    } catch (Refused e) {
      if (e.retryAfter().isPresent() || e.getCause() != null) {
        throw e; // of the database, not of the row
      }
      return new Arrived.Bad(row, sentence(e));
    } catch (Unfit e) {
      return new Arrived.Bad(row, String.valueOf(e.getMessage()));
    }
  }

  /**
   * The first column with a character of the private area (自造字), which some older program could not
   * name: shown it would be a blank, so it waits until its source writes it as it is (R63).
   */
  private static Optional<String> privateUse(Batch.Row row) {
    return row.fields().entrySet().stream()
        .filter(
            field ->
                field
                    .getValue()
                    .codePoints()
                    .anyMatch(point -> Character.getType(point) == Character.PRIVATE_USE))
        .map(field -> "列 " + Texts.name(field.getKey()) + " 有自造字（用户自定义字符），请在原系统改用正式编码的字")
        .findFirst();
  }

  /** With every declared column; one that the row leaves out is empty. */
  private static Map<String, String> whole(FeedRules feed, Batch.Row row) {
    Map<String, String> whole = new LinkedHashMap<>(row.fields());
    feed.columns().keySet().forEach(column -> whole.putIfAbsent(column, ""));
    return whole;
  }

  /** What is wrong with a result of a mapping; names fields, never values. */
  private static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unfit(String reason) {
      super(reason, null, false, false);
    }
  }

  private static String sentence(Refused e) {
    StringBuilder all = new StringBuilder(String.valueOf(e.getMessage()));
    for (FieldError error : e.errors()) {
      all.append("；").append(error.pointer()).append(' ').append(error.message());
    }
    return all.toString();
  }

  private Arrived.Part part(
      SystemDefinition system, FeedRules feed, Batch.Row row, Map<String, Object> result) {
    String key = text(result, "key") == null ? row.key() : text(result, "key");
    if (key == null || key.isBlank() || key.length() > MOST_KEY) {
      throw new Unfit("主键为空或过长");
    }
    String as = String.valueOf(result.get("as"));
    return switch (as) {
      case "case" -> feed.history() ? past(system, key, result) : aCase(system, key, result);
      case "decision" -> said(system, key, row, result);
      default -> record(feed, kind(as), key, result);
    };
  }

  private static RecordKind kind(String as) {
    for (RecordKind kind : RecordKind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(as)) {
        return kind;
      }
    }
    throw new Unfit("映射结果的 as 只能取 case、decision、person、place、event、organization");
  }

  private Map<String, Object> body(
      SystemDefinition system, String key, Map<String, Object> result) {
    if (system.inbound() == null || system.inbound().unit() == null) {
      throw new Unfit("system.yaml 的 inbound.unit 没有写明办件登记的单位");
    }
    Object cleaned = Cleaning.tree(result.get("body"));
    if (!(cleaned instanceof Map)) {
      throw new Unfit("映射结果没有 body");
    }
    @SuppressWarnings("unchecked") // Cleaning makes the keys texts
    Map<String, Object> body = (Map<String, Object>) cleaned;
    body.put("origin", Map.of("system", system.id(), "reference", key));
    return body;
  }

  private Arrived.Part aCase(SystemDefinition system, String key, Map<String, Object> result) {
    Map<String, Object> body = body(system, key, result);
    return new Arrived.CaseOf(key, print(body), arrivals.prepare(body, clock.instant()));
  }

  private Arrived.Part past(SystemDefinition system, String key, Map<String, Object> result) {
    CaseState state;
    try {
      state = CaseState.valueOf(String.valueOf(result.get("state")));
    } catch (IllegalArgumentException e) {
      throw new Unfit("历史办件的 state 不正确");
    }
    Instant registered = instant(result, "registeredAt");
    if (registered == null) {
      throw new Unfit("历史办件没有 registeredAt");
    }
    return new Arrived.PastCase(
        key,
        arrivals.prepareHistory(body(system, key, result)),
        new Arrivals.Past(
            state,
            registered,
            instant(result, "endedAt"),
            text(result, "result"),
            text(result, "ground")));
  }

  private Arrived.Part said(
      SystemDefinition system, String key, Batch.Row row, Map<String, Object> result) {
    String number = text(result, "number");
    String delivery = text(result, "delivery");
    if (delivery != null) {
      number = caseOf(system, delivery);
    }
    String at = text(result, "at");
    String source = system.id() + " " + key + (at == null ? "" : "，" + at);
    Arrivals.Word word =
        new Arrivals.Word(String.valueOf(result.get("result")), text(result, "ground"), source);
    Map<String, Object> printed = new LinkedHashMap<>();
    printed.put("result", word.result());
    printed.put("ground", word.ground());
    printed.put("at", at);
    return new Arrived.Said(key, number, print(printed), word);
  }

  /** A system speaks of what was sent to itself. */
  private static String caseOf(SystemDefinition system, String delivery) {
    try {
      DeliveryKey key = DeliveryKey.parse(delivery);
      if (key.system().equals(system.id())) {
        return key.caseNumber();
      }
    } catch (InvalidValue e) {
      throw new Unfit("delivery 不是本机的分发标识");
    }
    throw new Unfit("delivery 不是发给该系统的分发标识");
  }

  private Arrived.Part record(
      FeedRules feed, RecordKind kind, String key, Map<String, Object> result) {
    boolean deleted = Boolean.TRUE.equals(result.get("deleted"));
    Map<String, Map<String, Object>> classes = new LinkedHashMap<>();
    Map<String, String> declared = feed.classes().getOrDefault(kind, Map.of());
    List<String> flags = new ArrayList<>();
    String idNumber = null;
    if (!deleted && result.get("fields") instanceof Map<?, ?> fields) {
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        String name = String.valueOf(field.getKey());
        String of = declared.get(name);
        if (of == null) {
          throw new Unfit("字段 " + name + " 没有分级");
        }
        classes
            .computeIfAbsent(of, c -> new LinkedHashMap<>())
            .put(name, Cleaning.tree(field.getValue()));
      }
      idNumber = idNumber(fields.get("idNumber"), flags);
    } else if (!deleted) {
      throw new Unfit("映射结果没有 fields");
    }
    if (result.get("flags") instanceof List<?> more) {
      more.forEach(flag -> flags.add(String.valueOf(flag)));
    }
    Instant time = instant(result, "time");
    return new Arrived.RecordOf(
        kind, key, classes, idNumber, time == null ? null : time.toEpochMilli(), deleted, flags);
  }

  /** A number that does not check is kept as it came, flagged, and never found by (R34). */
  private @Nullable String idNumber(@Nullable Object value, List<String> flags) {
    if (value == null || value.equals("")) {
      return null;
    }
    try {
      CitizenId id = CitizenId.parse(value.toString());
      if (Times.isBirthDate(id.birthDate(), Times.day(clock.instant()))) {
        return id.number();
      }
    } catch (InvalidValue e) {
      // Flagged below, as the other.
    }
    flags.add("ID_NUMBER_INVALID");
    return null;
  }

  private static @Nullable String text(Map<String, Object> result, String name) {
    Object value = result.get(name);
    return value == null || value.equals("") ? null : value.toString();
  }

  private static @Nullable Instant instant(Map<String, Object> result, String name) {
    String text = text(result, name);
    try {
      // In milliseconds, as it is stored: what is beyond them is a moment of no row.
      return text == null
          ? null
          : Instant.ofEpochMilli(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      throw new Unfit(name + " 不是带时区的时间");
    }
  }

  private String print(Map<String, Object> tree) {
    return index(vault, "inbound-print", new String(Trees.canonical(tree), StandardCharsets.UTF_8));
  }

  static String index(Vault vault, String kind, String value) {
    return HexFormat.of().formatHex(vault.index(kind, value));
  }
}
