package org.hutong.core.systems;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is read from a system, as the section {@code inbound} of its {@code system.yaml} says.
 *
 * @param poll between two questions
 * @param batch most rows a fetch and a unit of the writer
 * @param unit the unit that cases from this system are registered for; null: none may come
 */
public record InboundRules(Duration poll, int batch, @Nullable String unit, List<FeedRules> feeds) {

  /**
   * One feed.
   *
   * @param rhythm how often the system should give rows
   * @param history earlier cases: read on a person's order only, and sent nowhere
   * @param mapping the JSONata file that says what a row is
   * @param version of the declaration, shown with every row
   * @param key the column that is the key; for files of earlier cases
   * @param columns every column a row has, and its type
   * @param drop columns that are let go of before anything is stored (privacy.md §5)
   * @param classes by kind of record: each field that may be kept, and its class P1–P4
   * @param webhook how the system pushes it; null for a feed that is asked for
   */
  public record FeedRules(
      String name,
      Duration rhythm,
      boolean history,
      String mapping,
      int version,
      @Nullable String key,
      Map<String, ColumnType> columns,
      List<String> drop,
      Map<RecordKind, Map<String, String>> classes,
      @Nullable WebhookRules webhook) {
    /** Whether the appliance asks for its rows by itself. */
    public boolean isPulled() {
      return !history && webhook == null;
    }
  }

  /** The kinds of record (人、地、事、组织). */
  public enum RecordKind {
    PERSON,
    PLACE,
    EVENT,
    ORGANIZATION
  }

  /** What the texts of a column look like; the empty text fits all. */
  public enum ColumnType {
    TEXT(".*"),
    INTEGER("[+-]?[0-9]{1,18}"),
    DECIMAL("[+-]?[0-9]{1,18}([.][0-9]+)?"),
    /** 20160901. */
    DATE8("[0-9]{8}"),
    /** 2016-09-01. */
    DATE("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    /** 2016-09-01 10:00:00, with or without a fraction and a zone. */
    TIMESTAMP(
        "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?"
            + "(Z|[+-][0-9]{2}(:?[0-9]{2})?)?"),
    BOOLEAN("true|false|t|f|[01]");

    private final Pattern pattern;

    ColumnType(String pattern) {
      this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    }

    /** Whether a text can be of this type. */
    public boolean fits(String text) {
      return text.isEmpty() || this == TEXT || pattern.matcher(text).matches();
    }
  }

  /** The feed of that name. */
  public Optional<FeedRules> feed(String name) {
    return feeds.stream().filter(f -> f.name().equals(name)).findFirst();
  }
}
