package org.hutong.standins.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.standins.kit.Entry;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Json;

/**
 * The 行政服务 records and other documents that the hub received, rebuilt from the journal's effects at
 * start. Each write carries a key: the same key with the same body gets the first answer again.
 */
final class HubStore {
  static final String ACTIVE = "ACTIVE";
  static final String CANCELLED = "CANCELLED";

  /**
   * One record.
   *
   * @param revision counts its versions here from 1
   * @param key the caller's key of its newest write
   * @param at when it first came
   */
  record Held(String hubNo, int revision, String state, JsonNode record, String key, Instant at) {
    ObjectNode toJson(String name, String id) {
      ObjectNode json = Json.object().put(name, id).put("hubNo", hubNo);
      json.put("revision", revision).put("state", state);
      json.set("record", record);
      return json;
    }
  }

  /** What a key was used for, and the number it got. */
  private record Used(String call, JsonNode body, String hubNo, int revision, String id) {}

  private final Journal journal;
  private final Clock clock;
  private final Map<String, Held> cases = new LinkedHashMap<>();
  private final Map<String, Used> usedKeys = new HashMap<>();
  private int created;

  HubStore(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
    for (Entry effect : journal.effects()) {
      JsonNode kept = effect.record();
      if (!kept.has("call")) {
        continue; // a task's step, not a document
      }
      created += effect.operation().equals("CREATE") ? 1 : 0;
      remember(
          effect.key(),
          new Used(
              kept.get("call").asText(),
              kept.get("body"),
              effect.receipt(),
              effect.revision(),
              kept.get("id").asText()),
          new Held(
              effect.receipt(),
              effect.revision(),
              kept.get("state").asText(),
              kept.get("record"),
              effect.key(),
              effect.at()));
    }
  }

  private void remember(String key, Used used, Held held) {
    usedKeys.put(key, used);
    Held first = cases.get(used.id());
    cases.put(
        used.id(),
        new Held(
            held.hubNo(),
            held.revision(),
            held.state(),
            held.record(),
            held.key(),
            first == null ? held.at() : first.at()));
  }

  /** What it holds of what first came in a period, from so many on; all of it, also cancelled. */
  synchronized HubAnswer list(Instant from, Instant to, int begin, int limit) {
    List<Map.Entry<String, Held>> all =
        cases.entrySet().stream()
            .filter(e -> !e.getValue().at().isBefore(from) && e.getValue().at().isBefore(to))
            .toList();
    int end = Math.min(all.size(), begin + limit);
    ObjectNode page = Json.object();
    ArrayNode items = page.putArray("items");
    for (Map.Entry<String, Held> one : all.subList(Math.min(begin, end), end)) {
      Held held = one.getValue();
      items
          .addObject()
          .put("jlbh", one.getKey())
          .put("hubNo", held.hubNo())
          .put("key", held.key())
          .put("state", held.state())
          .put("at", held.at().toString());
    }
    return new HubAnswer(
        HubAnswer.OK, page.put("next", end == all.size() ? null : String.valueOf(end)));
  }

  /** Loses a record as no system should: nothing of it is left, and no journal says so. */
  synchronized void lose(String id) {
    if (cases.remove(id) == null) {
      throw new IllegalArgumentException("no such record");
    }
  }

  synchronized Held find(String id) {
    return cases.get(id);
  }

  /** The record that a key created, corrected or cancelled; null = never seen. */
  synchronized ObjectNode findByKey(String key) {
    Used used = usedKeys.get(key);
    return used == null
        ? null
        : Json.object()
            .put("hubNo", used.hubNo())
            .put("revision", used.revision())
            .put("jlbh", used.id())
            .put("call", used.call());
  }

  HubAnswer create(String what, String id, String key, JsonNode body, String client) {
    return write(new Entry.Call("CREATE", "POST /hub/" + what, key, true), id, body, body, client);
  }

  HubAnswer correct(String id, String key, JsonNode body, String client) {
    return write(new Entry.Call("CORRECT", "PUT /hub/cases", key, true), id, body, body, client);
  }

  HubAnswer cancel(String id, String key, String reason, String client) {
    JsonNode body = Json.object().put("reason", reason);
    return write(new Entry.Call("CANCEL", "DELETE /hub/cases", key, true), id, body, null, client);
  }

  private HubAnswer write(
      Entry.Call call, String id, JsonNode body, JsonNode record, String client) {
    HubAnswer answer;
    synchronized (this) {
      Used used = usedKeys.get(call.key());
      if (used != null) {
        return again(used, call, id, body);
      }
      Held old = cases.get(id);
      boolean creates = call.operation().equals("CREATE");
      if (creates && old != null) {
        return new HubAnswer(
            HubAnswer.CONFLICT,
            Json.object()
                .put("code", "HUB_EXISTS")
                .put("message", "该记录编号已存在")
                .put("hubNo", old.hubNo()));
      }
      if (!creates && old == null) {
        return HubAnswer.error(HubAnswer.NOT_FOUND, "HUB_NOT_FOUND", "无此记录");
      }
      if (!creates && old.state().equals(CANCELLED)) {
        return HubAnswer.error(HubAnswer.GONE, "HUB_CANCELLED", "记录已撤销");
      }
      Held held =
          creates
              ? new Held(nextNumber(), 1, ACTIVE, record, call.key(), clock.instant())
              : new Held(
                  old.hubNo(),
                  old.revision() + 1,
                  record == null ? CANCELLED : ACTIVE,
                  record == null ? old.record() : record,
                  call.key(),
                  old.at());
      keep(call, id, body, held, client);
      answer =
          answer(creates ? HubAnswer.CREATED : HubAnswer.OK, held.hubNo(), held.revision(), false);
    }
    journal.force();
    return answer;
  }

  private void keep(Entry.Call call, String id, JsonNode body, Held held, String client) {
    ObjectNode kept = Json.object().put("call", call.call()).put("id", id);
    kept.put("state", held.state());
    kept.set("body", body);
    kept.set("record", held.record());
    journal.effect(call, held.hubNo(), held.revision(), client, kept);
    remember(call.key(), new Used(call.call(), body, held.hubNo(), held.revision(), id), held);
  }

  private static HubAnswer again(Used used, Entry.Call call, String id, JsonNode body) {
    boolean same = used.call().equals(call.call()) && used.id().equals(id);
    if (!same || !used.body().equals(body)) {
      return HubAnswer.error(HubAnswer.CONFLICT, "HUB_KEY_REUSED", "Idempotency-Key 已用于其他内容");
    }
    return answer(HubAnswer.OK, used.hubNo(), used.revision(), true);
  }

  private static HubAnswer answer(int status, String hubNo, int revision, boolean duplicate) {
    return new HubAnswer(
        status,
        Json.object().put("hubNo", hubNo).put("revision", revision).put("duplicate", duplicate));
  }

  private String nextNumber() {
    created++;
    return "QXY-%d-%08d".formatted(LocalDate.now(clock).getYear(), created);
  }

  synchronized void forget() {
    cases.clear();
    usedKeys.clear();
    created = 0;
  }
}
