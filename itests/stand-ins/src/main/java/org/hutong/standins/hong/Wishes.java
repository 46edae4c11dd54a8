package org.hutong.standins.hong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.hutong.standins.kit.Entry;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Json;
import org.hutong.standins.kit.MadeUp;

/** What residents asked for in the app, and the progress that the street reported. 示例(虚构). */
final class Wishes {
  static final int CLASSES = 8;
  static final int ITEMS = 72;
  private static final int SEEDED = 130;

  private final Journal journal;
  private final long seed;
  private final Map<String, ObjectNode> wishes = new LinkedHashMap<>();
  private final Map<String, ObjectNode> byKey = new HashMap<>();
  private int reported;

  Wishes(Journal journal, long seed) {
    this.journal = journal;
    this.seed = seed;
    forget();
    for (Entry effect : journal.effects()) {
      reported++;
      byKey.put(effect.key(), answer(effect.receipt(), false));
    }
  }

  synchronized void forget() {
    wishes.clear();
    byKey.clear();
    reported = 0;
    add(SEEDED);
  }

  /** Residents ask for more. */
  synchronized void add(int count) {
    for (int i = 0; i < count; i++) {
      int n = wishes.size() + 1;
      Random random = new Random(seed + n);
      ObjectNode wish = Json.object().put("id", "HQ%08d".formatted(n)).put("seq", n);
      wish.put("item", "X%02d".formatted(1 + random.nextInt(ITEMS)));
      wish.putObject("resident").put("name", MadeUp.name(random)).put("phone", "13800000000");
      wish.putObject("place").put("lng", "116.3912").put("lat", "39.8871").put("crs", "gcj02");
      wish.put("text", "示例诉求" + n).put("status", "NEW");
      wishes.put(wish.get("id").asText(), wish);
    }
  }

  static ObjectNode items() {
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("items");
    for (int i = 1; i <= ITEMS; i++) {
      items
          .addObject()
          .put("code", "X%02d".formatted(i))
          .put("class", "L" + (1 + (i - 1) % CLASSES))
          .put("name", "示例小项" + i);
    }
    return answer;
  }

  synchronized ObjectNode after(String cursor, int limit) {
    int from = cursor.matches("[0-9]{1,8}") ? Integer.parseInt(cursor) : 0;
    ObjectNode page = Json.object();
    ArrayNode list = page.putArray("items");
    int last = from;
    for (ObjectNode wish : wishes.values()) {
      int n = wish.get("seq").asInt();
      if (n > from && list.size() < limit) {
        list.add(wish.deepCopy());
        last = n;
      }
    }
    return page.put("cursor", "" + last);
  }

  /** Progress of one wish; null for a wish that is not there. */
  ObjectNode report(String id, String key, JsonNode body, String client) {
    ObjectNode answer;
    synchronized (this) {
      if (!wishes.containsKey(id)) {
        return null;
      }
      ObjectNode earlier = byKey.get(key);
      if (earlier != null) {
        return earlier.deepCopy().put("duplicate", true);
      }
      reported++;
      String receipt = "JZ%08d".formatted(reported);
      wishes.get(id).put("status", body.path("status").asText());
      journal.effect(
          new Entry.Call("CREATE", "POST /v2/requests/progress", key, true),
          receipt,
          1,
          client,
          body);
      answer = answer(receipt, false);
      byKey.put(key, answer);
    }
    journal.force();
    return answer;
  }

  synchronized ObjectNode byKey(String key) {
    return byKey.get(key);
  }

  private static ObjectNode answer(String receipt, boolean duplicate) {
    return Json.object().put("receipt", receipt).put("duplicate", duplicate);
  }
}
