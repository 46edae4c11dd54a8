package org.hutong.adapter.rest.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.adapter.Holdings;
import org.hutong.adapter.Holdings.Holding;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.support.HeldLine;
import org.hutong.adapter.support.Settings;
import org.hutong.adapter.support.Trees;
import org.hutong.adapter.support.http.HttpSettings;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.InvalidValue;
import org.jspecify.annotations.Nullable;

/**
 * How the system lists what it holds of ours, page by page behind a cursor of its own.
 *
 * @param path with places {@code {from} {to} {cursor} {size}}
 * @param rows a JSON Pointer to the page's list
 * @param cursor a JSON Pointer to the next cursor; nothing there: this is the last page
 * @param size records a page, at most
 * @param reference the field with what it keeps of ours; the fields are dotted
 * @param cancelled fields of which one having its value says that the record is cancelled
 */
record HeldList(
    PathTemplate path,
    String rows,
    String cursor,
    int size,
    String reference,
    @Nullable String receipt,
    @Nullable String revision,
    @Nullable String at,
    Map<String, String> cancelled) {
  private static final Set<String> PLACES = Set.of("from", "to", "cursor", "size");

  static HeldList read(Settings settings, HttpSettings http) throws InvalidConfig {
    PathTemplate path = RestSettings.path(settings, "path", http);
    if (!path.places().equals(PLACES)) {
      throw settings.wrong("path", "须有 {from} {to} {cursor} {size}，且没有其他位置");
    }
    HeldList list =
        new HeldList(
            path,
            RestSettings.pointer(settings, "rows", settings.text("rows").orElse("")),
            RestSettings.pointer(settings, "cursor", settings.required("cursor")),
            settings.number("size", 200, 1, 10_000),
            settings.required("reference"),
            settings.text("receipt").orElse(null),
            settings.text("revision").orElse(null),
            settings.text("at").orElse(null),
            settings.textMap("cancelled"));
    settings.done();
    return list;
  }

  /** The page that the answer is. */
  Holdings page(@Nullable Object body, @Nullable Cursor before) throws Unavailable {
    if (!(Trees.pointer(body, rows) instanceof List<?> list)) {
      throw new Unavailable("答复里没有约定的清单，结构可能已变");
    }
    List<Holding> records = new ArrayList<>();
    for (Object line : list) {
      records.add(holding(line));
    }
    String next = Trees.single(Trees.pointer(body, cursor));
    try {
      Cursor behind = next == null ? null : new Cursor(next);
      if (behind != null && behind.equals(before)) {
        throw new Unavailable("系统的清单游标没有前进");
      }
      return new Holdings(records, behind);
    } catch (InvalidValue e) {
      throw new Unavailable("系统的清单游标不能使用", e);
    }
  }

  private Holding holding(@Nullable Object line) throws Unavailable {
    String ours = text(line, reference);
    if (ours == null) {
      throw new Unavailable("清单里有一行没有来源编号 " + reference);
    }
    boolean gone =
        cancelled.entrySet().stream().anyMatch(e -> e.getValue().equals(text(line, e.getKey())));
    return new Holding(
        ours,
        text(line, receipt),
        HeldLine.revision(text(line, revision)),
        gone,
        HeldLine.at(text(line, at)));
  }

  private static @Nullable String text(@Nullable Object line, @Nullable String field) {
    return field == null ? null : Trees.single(Trees.at(line, field));
  }
}
