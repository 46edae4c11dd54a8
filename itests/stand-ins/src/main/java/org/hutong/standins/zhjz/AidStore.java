package org.hutong.standins.zhjz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.hutong.standins.kit.Entry;
import org.hutong.standins.kit.Journal;
import org.hutong.standins.kit.Json;

/** The 受理单 of the system, rebuilt from the journal's effects at start. */
final class AidStore {
  static final String ACCEPTED = "01";
  static final String CANCELLED = "09";
  private static final Map<String, String> STATUS_OF_LEVEL = Map.of("CS", "02", "ZS", "03");

  /** What the system holds under one 受理单号; {@code xh} counts its versions from 1. */
  record Aid(String sldh, int xh, String zt, JsonNode apply) {
    static Aid of(String sldh, JsonNode record) {
      return new Aid(
          sldh, record.path("xh").asInt(), record.path("zt").asText(), record.get("apply"));
    }

    Aid with(String newZt) {
      return new Aid(sldh, xh, newZt, apply);
    }

    Aid corrected(JsonNode newApply) {
      return new Aid(sldh, xh + 1, zt, newApply);
    }
  }

  /** A business answer; sldh may be null. */
  record Answer(Code code, String sldh) {}

  private final Journal journal;
  private final Clock clock;
  private final Map<String, Aid> bySldh = new HashMap<>();
  private final Map<String, String> sldhOfLsh = new HashMap<>();
  private boolean dedup;
  private int submitted;

  AidStore(Journal journal, Clock clock, boolean dedup) {
    this.journal = journal;
    this.clock = clock;
    this.dedup = dedup;
    for (Entry effect : journal.effects()) {
      Aid aid = Aid.of(effect.receipt(), effect.record());
      bySldh.put(aid.sldh(), aid);
      if (!"CONFIRM".equals(effect.operation())) {
        sldhOfLsh.put(effect.key(), aid.sldh());
      }
      if ("CREATE".equals(effect.operation())) {
        submitted++;
      }
    }
  }

  synchronized void dedup(boolean on) {
    dedup = on;
  }

  synchronized boolean dedup() {
    return dedup;
  }

  synchronized void forget() {
    journal.reset();
    bySldh.clear();
    sldhOfLsh.clear();
    submitted = 0;
  }

  synchronized Aid bySldh(String sldh) {
    return bySldh.get(sldh);
  }

  synchronized Aid byLsh(String lsh) {
    String sldh = sldhOfLsh.get(lsh);
    return sldh == null ? null : bySldh.get(sldh);
  }

  Answer submit(String lsh, JsonNode apply, String client) {
    Answer answer;
    synchronized (this) {
      if (dedup && sldhOfLsh.containsKey(lsh)) {
        return new Answer(Code.REPEATED, sldhOfLsh.get(lsh));
      }
      submitted++;
      int year = LocalDate.now(clock).getYear();
      String sldh = "JZ%d%08d".formatted(year, submitted);
      answer =
          keep(
              new Entry.Call("CREATE", "submitTempAid", lsh, true),
              new Aid(sldh, 1, ACCEPTED, apply),
              null,
              client);
    }
    journal.force();
    return answer;
  }

  Answer update(String sldh, String ylsh, String lsh, JsonNode apply, String client) {
    Entry.Call call = new Entry.Call("CORRECT", "updateTempAid", lsh, true);
    return change(call, sldh, ylsh, client, null, aid -> aid.corrected(apply));
  }

  Answer cancel(String sldh, String ylsh, String lsh, String why, String client) {
    Entry.Call call = new Entry.Call("CANCEL", "cancelTempAid", lsh, true);
    return change(call, sldh, ylsh, client, why, aid -> aid.with(CANCELLED));
  }

  Answer confirm(String sldh, String level, String client) {
    Entry.Call call = new Entry.Call("CONFIRM", "confirm", sldh + "/" + level, true);
    return change(call, sldh, null, client, null, aid -> aid.with(STATUS_OF_LEVEL.get(level)));
  }

  private Answer change(
      Entry.Call call,
      String sldh,
      String ylsh,
      String client,
      String why,
      java.util.function.UnaryOperator<Aid> to) {
    Answer answer;
    synchronized (this) {
      if (dedup && sldhOfLsh.containsKey(call.key())) {
        return new Answer(Code.REPEATED, sldhOfLsh.get(call.key()));
      }
      Aid aid = sldh != null ? bySldh.get(sldh) : byLsh(ylsh);
      if (aid == null) {
        return new Answer(Code.NO_SUCH, null);
      }
      if (aid.zt().equals(CANCELLED)) {
        return new Answer(Code.CANCELLED, aid.sldh());
      }
      answer = keep(call, to.apply(aid), why, client);
    }
    journal.force();
    return answer;
  }

  private Answer keep(Entry.Call call, Aid aid, String why, String client) {
    ObjectNode record = Json.object().put("xh", aid.xh()).put("zt", aid.zt());
    record.set("apply", aid.apply());
    if (why != null) {
      record.put("cxyy", why);
    }
    journal.effect(call, aid.sldh(), aid.xh(), client, record);
    bySldh.put(aid.sldh(), aid);
    if (!"CONFIRM".equals(call.operation())) {
      sldhOfLsh.put(call.key(), aid.sldh());
    }
    return new Answer(Code.DONE, aid.sldh());
  }
}
