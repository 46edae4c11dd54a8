package org.hutong.standins.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hutong.standins.kit.Entry;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Json;

/** The hub's tasks for one street, made up from the seed, and how far each one is. 示例(虚构). */
final class HubTasks {
  private static final String STREET = "110102014";
  private static final int COUNT = 24;
  private static final List<String> SOURCES = List.of("区", "12345", "网格");
  private static final List<String> CONTENTS =
      List.of("路面破损", "楼道堆物", "独居老人探访", "路灯不亮", "井盖缺失", "噪声扰民");
  private static final List<String> UNITS = List.of("工作日", "自然日", "小时");
  private static final Map<String, String> STATE_AFTER =
      Map.of("accept", "ACCEPTED", "return", "RETURNED", "done", "DONE");
  private static final Map<String, String> STATE_BEFORE =
      Map.of("accept", "NEW", "return", "NEW", "done", "ACCEPTED");

  private final Journal journal;
  private final Map<String, ObjectNode> tasks = new LinkedHashMap<>();

  HubTasks(Journal journal, long seed) {
    this.journal = journal;
    Random random = new Random(seed);
    for (int i = 1; i <= COUNT; i++) {
      ObjectNode task = Json.object().put("rwbh", "RW%06d".formatted(i));
      task.put("ly", SOURCES.get(random.nextInt(SOURCES.size())));
      task.put("nr", CONTENTS.get(random.nextInt(CONTENTS.size())));
      task.put("wgbm", STREET + "%06d".formatted(1 + random.nextInt(20)));
      task.put("jb", 1 + random.nextInt(3));
      task.putObject("qx").put("n", 1 + random.nextInt(10)).put("dw", UNITS.get(i % 3));
      task.put("yqfk", "处理结果");
      tasks.put(task.get("rwbh").asText(), task);
    }
    forget();
    for (Entry effect : journal.effects()) {
      JsonNode kept = effect.record();
      if (kept.has("rwbh")) {
        tasks.get(kept.get("rwbh").asText()).put("zt", kept.get("zt").asText());
      }
    }
  }

  /** Tasks after the cursor, which is the last 任务编号 seen. */
  synchronized HubAnswer page(String street, String cursor, int limit) {
    ObjectNode page = Json.object();
    ArrayNode list = page.putArray("tasks");
    String next = cursor;
    if (STREET.equals(street)) {
      for (ObjectNode task : tasks.values()) {
        String number = task.get("rwbh").asText();
        if (list.size() < limit && number.compareTo(cursor) > 0) {
          list.add(task.deepCopy());
          next = number;
        }
      }
    }
    return new HubAnswer(HubAnswer.OK, page.put("cursor", next));
  }

  HubAnswer step(String number, String step, JsonNode body, String key, String client) {
    synchronized (this) {
      ObjectNode task = tasks.get(number);
      if (task == null || !STATE_AFTER.containsKey(step)) {
        return HubAnswer.error(HubAnswer.NOT_FOUND, "HUB_NOT_FOUND", "无此任务或操作");
      }
      String after = STATE_AFTER.get(step);
      if (task.get("zt").asText().equals(after)) {
        return new HubAnswer(HubAnswer.OK, task.deepCopy());
      }
      if (!task.get("zt").asText().equals(STATE_BEFORE.get(step))) {
        return HubAnswer.error(HubAnswer.CONFLICT, "HUB_TASK_STATE", "任务状态不允许此操作");
      }
      task.put("zt", after);
      ObjectNode kept = Json.object().put("rwbh", number).put("zt", after);
      kept.set("body", body);
      String operation = "TASK_" + step.toUpperCase(java.util.Locale.ROOT);
      journal.effect(
          new Entry.Call(operation, "POST /hub/tasks", key == null ? number : key, true),
          number,
          null,
          client,
          kept);
    }
    journal.force();
    return new HubAnswer(
        HubAnswer.OK, Json.object().put("rwbh", number).put("zt", STATE_AFTER.get(step)));
  }

  synchronized void forget() {
    tasks.values().forEach(task -> task.put("zt", "NEW"));
  }
}
