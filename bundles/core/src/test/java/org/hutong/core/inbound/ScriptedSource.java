package org.hutong.core.inbound;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.Unavailable;
import org.hutong.kernel.Cursor;
import org.jspecify.annotations.Nullable;

/** A system whose rows a test writes; its cursor is the number of rows given so far. */
final class ScriptedSource implements SystemAdapter, RecordSource {
  final Map<String, List<Batch.Row>> rows = new ConcurrentHashMap<>();
  final Map<String, List<Batch.Refused>> refused = new ConcurrentHashMap<>();
  volatile boolean down;

  void row(String feed, String key, String... fields) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      row.put(fields[i], fields[i + 1]);
    }
    List<Batch.Row> all = rows.computeIfAbsent(feed, f -> new ArrayList<>());
    all.add(new Batch.Row(key, feed + "#" + (all.size() + 1), row));
  }

  @Override
  public Batch fetch(@Nullable Cursor after, int limit, Context context) throws Unavailable {
    return fetch(MAIN, after, limit, context);
  }

  @Override
  public Batch fetch(String feed, @Nullable Cursor after, int limit, Context context)
      throws Unavailable {
    if (down) {
      throw new Unavailable("连不上");
    }
    List<Batch.Row> all = rows.getOrDefault(feed, List.of());
    int from = after == null ? 0 : Integer.parseInt(after.value());
    int to = Math.min(all.size(), from + limit);
    return new Batch(
        all.subList(from, to),
        refused.getOrDefault(feed, List.of()),
        to == 0 ? null : new Cursor(Integer.toString(to)),
        to < all.size());
  }

  @Override
  public Outcome deliver(Document document, Context context) {
    return new Outcome.Rejected("OPERATION", "只取数");
  }

  @Override
  public Health health() {
    return Health.up("可用");
  }

  @Override
  public void close() {
    // What a test wrote stays: the same rows serve the adapter that follows.
  }
}
