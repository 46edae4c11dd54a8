package org.hutong.gateway.rest.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hutong.statistics.CaseCounts;
import org.hutong.statistics.Definition;
import org.hutong.statistics.RecordScore;
import org.hutong.statistics.StateCounts;
import org.hutong.statistics.Typing;
import org.hutong.systems.Feed;
import org.hutong.systems.Quarantined;
import org.hutong.systems.RecordCount;

/** What the contract calls the records of statistics and of what comes in. */
final class CountRecords {
  private CountRecords() {}

  static Map<String, Class<?>> all() {
    Map<String, Class<?>> records = new LinkedHashMap<>();
    records.put("CaseCounts", CaseCounts.class);
    records.put("CountRow", CaseCounts.Row.class);
    records.put("StateCounts", StateCounts.class);
    records.put("StateRow", StateCounts.Row.class);
    records.put("InState", StateCounts.InState.class);
    records.put("RecordScore", RecordScore.class);
    records.put("RecordRow", RecordScore.Row.class);
    records.put("Definition", Definition.class);
    records.put("Typing", Typing.class);
    records.put("FormLine", Typing.FormLine.class);
    records.put("FieldSource", Typing.FieldSource.class);
    records.put("Feed", Feed.class);
    records.put("RecordCount", RecordCount.class);
    records.put("Quarantined", Quarantined.class);
    return records;
  }
}
