package org.hutong.adapter.rest.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hutong.adapter.rest.internal.FakeHub.Reply;
import org.hutong.adapter.rest.internal.FakeHub.Request;

/** A register whose pages drift: sorted by the last change, which goes on while it is read. */
final class FakeRegister {
  private record Row(String key, String changed, String name) {}

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private String nameOfKey = "rkbh";

  /** A new row, or a change of one that is there: it stands last among its second then. */
  synchronized void put(String key, String changed, String name) {
    rows.remove(key);
    rows.put(key, new Row(key, changed, name));
  }

  synchronized void delete(String key) {
    rows.remove(key);
  }

  /** The rows that changed longest ago are changed now, as someone does while we read. */
  synchronized void touch(int count, String changed) {
    List<Row> oldest =
        rows.values().stream().sorted(Comparator.comparing(Row::changed)).limit(count).toList();
    oldest.forEach(row -> put(row.key(), changed, changed));
  }

  /** What it holds: key to name. */
  synchronized Map<String, String> held() {
    return rows.values().stream().collect(Collectors.toMap(Row::key, Row::name));
  }

  synchronized void rename(String newName) {
    nameOfKey = newName;
  }

  synchronized Reply serve(Request request) {
    Map<String, String> query = new HashMap<>();
    for (String pair : request.target().replaceFirst("[^?]*\\?", "").split("&")) {
      String[] both = pair.split("=", 2);
      query.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
    }
    int size = Integer.parseInt(query.get("size"));
    int page = Integer.parseInt(query.get("page"));
    List<String> found = new ArrayList<>();
    rows.values().stream()
        .filter(row -> row.changed().compareTo(query.get("since")) >= 0)
        .sorted(Comparator.comparing(Row::changed))
        .skip((long) size * (page - 1))
        .limit(size)
        .forEach(
            row ->
                found.add(
                    "{\"%s\": \"%s\", \"gxsj\": \"%s\", \"xm\": \"%s\", \"mz\": \"01\"}"
                        .formatted(nameOfKey, row.key(), row.changed(), row.name())));
    return Reply.json(200, "{\"data\": {\"rows\": [" + String.join(",", found) + "]}}");
  }
}
