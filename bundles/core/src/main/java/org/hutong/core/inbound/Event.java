package org.hutong.core.inbound;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hutong.adapter.Batch;
import org.hutong.core.store.Trees;
import org.hutong.core.systems.InboundRules.ColumnType;
import org.hutong.core.systems.InboundRules.FeedRules;
import org.hutong.core.systems.WebhookRules;
import org.jspecify.annotations.Nullable;

/**
 * What a system pushed, as a row: nested names joined by dots, lists as JSON. A column that the
 * event leaves out is empty, because senders leave out what is null.
 *
 * @param id by which the event is known again; the body's hash where it has none
 * @param sequence null where events are not ordered, or this one does not say
 * @param flaw why it cannot be taken, whatever the mapping says; null when it can
 */
record Event(String id, Batch.Row row, @Nullable Long sequence, @Nullable String flaw) {
  private static final int DEEPEST = 50;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NUMBER = 100;
  private static final int LONGEST_ID = 200;
  private static final int LONGEST_ENTITY = 100;

  /** So many digits in a row may be a telephone or an identity number. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{11}");

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNameLength(LONGEST_NAME)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** Empty for what is no JSON object in UTF-8. */
  static Optional<Event> read(FeedRules feed, byte[] body) {
    return tree(body)
        .map(
            tree -> {
              Map<String, String> fields = new LinkedHashMap<>();
              feed.columns().keySet().forEach(column -> fields.put(column, ""));
              tree.forEach((name, value) -> flatten(feed, name, value, fields));
              return of(feed, new Batch.Row("", "推送 " + hash(body).substring(0, 16), fields), body);
            });
  }

  static String hash(byte[] body) {
    return HexFormat.of().formatHex(Seal.sha256(body));
  }

  @SuppressWarnings("unchecked") // JSON's names are texts
  private static Optional<Map<String, Object>> tree(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return JSON.readValue(text, Object.class) instanceof Map<?, ?> map
          ? Optional.of((Map<String, Object>) Cleaning.tree(map))
          : Optional.empty();
    } catch (CharacterCodingException | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static void flatten(
      FeedRules feed, String path, @Nullable Object value, Map<String, String> fields) {
    if (feed.drop().contains(path)) {
      return;
    }
    if (value instanceof Map<?, ?> map && !feed.columns().containsKey(path)) {
      map.forEach((name, each) -> flatten(feed, path + "." + name, each, fields));
    } else if (value == null && isObject(feed, path)) {
      return; // an object that is not there: its columns are empty
    } else if (value instanceof Map || value instanceof List) {
      fields.put(path, new String(Trees.write(value), StandardCharsets.UTF_8));
    } else {
      fields.put(path, value == null ? "" : value.toString());
    }
  }

  /** Whether what is declared stands inside of it. */
  private static boolean isObject(FeedRules feed, String path) {
    return Stream.concat(feed.columns().keySet().stream(), feed.drop().stream())
        .anyMatch(column -> column.startsWith(path + "."));
  }

  /** The same of a row that was read before. */
  static Event of(FeedRules feed, Batch.Row row) {
    return of(feed, row, null);
  }

  private static Event of(FeedRules feed, Batch.Row row, byte @Nullable [] body) {
    WebhookRules hook = feed.webhook();
    if (hook == null) {
      throw new IllegalStateException("Feed " + feed.name() + " is not pushed");
    }
    String given = row.fields().getOrDefault(hook.event(), "");
    boolean named = !given.isBlank() && given.length() <= LONGEST_ID;
    String flaw = named ? null : "事件编号（列 " + hook.event() + "）为空或过长";
    String key = named ? given : "";
    Long sequence = null;
    if (hook.order() != null) {
      String entity = row.fields().getOrDefault(hook.order().entity(), "");
      String number = row.fields().getOrDefault(hook.order().sequence(), "");
      if (entity.isBlank() || entity.length() > LONGEST_ENTITY) {
        flaw = "对象编号（列 " + hook.order().entity() + "）为空或过长";
        key = "";
      } else {
        key = entity;
        if (number.isEmpty() || !ColumnType.INTEGER.fits(number)) {
          flaw = "序号（列 " + hook.order().sequence() + "）不是整数";
        } else {
          sequence = Long.valueOf(number);
        }
      }
    }
    String place =
        named && body != null && !NUMBER.matcher(given).find() ? "推送 " + given : row.place();
    String id = named || body == null ? given : "sha256:" + hash(body);
    return new Event(id, new Batch.Row(key, place, row.fields()), sequence, flaw);
  }

  /** Hides what came. */
  @Override
  public String toString() {
    return "Event[" + row.place() + "]";
  }
}
