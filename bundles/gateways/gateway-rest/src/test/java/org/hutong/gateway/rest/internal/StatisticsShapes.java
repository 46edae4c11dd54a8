package org.hutong.gateway.rest.internal;

import java.util.Map;
import org.hutong.statistics.CaseCounts;
import org.hutong.statistics.Definition;
import org.hutong.statistics.Typing;

/** What the contract says of the statistics, by the names it gives them. */
final class StatisticsShapes {
  static final Map<String, Class<?>> RECORDS =
      Map.ofEntries(
          Map.entry("CaseCounts", CaseCounts.class),
          Map.entry("CountRow", CaseCounts.Row.class),
          Map.entry("Definition", Definition.class),
          Map.entry("Typing", Typing.class),
          Map.entry("FormLine", Typing.FormLine.class),
          Map.entry("FieldSource", Typing.FieldSource.class));

  private StatisticsShapes() {}
}
