package org.hutong.core.statistics;

import java.util.List;
import java.util.Map;
import org.hutong.statistics.CaseCounts.Row;
import org.hutong.statistics.Figure;
import org.jspecify.annotations.Nullable;

/** The lines of an answer. */
final class Rows {
  private static final Map<String, String> CHANNELS =
      Map.of(
          "WINDOW", "窗口",
          "STATION", "服务站",
          "COMMUNITY", "社区",
          "STREET", "街道",
          "HUB", "区平台",
          "PHONE", "电话",
          "VISIT", "上门",
          "ONLINE", "网上");

  private Rows() {}

  static String channel(String code) {
    return CHANNELS.getOrDefault(code, code);
  }

  /** A line with the figures by their ordinal. */
  static Row of(String code, String name, @Nullable Long[] f, int hiddenMonths) {
    return new Row(
        code,
        name,
        f[Figure.REGISTERED.ordinal()],
        f[Figure.ACCEPTED.ordinal()],
        f[Figure.COMPLETED.ordinal()],
        f[Figure.GRANTED.ordinal()],
        f[Figure.DENIED.ordinal()],
        f[Figure.ON_TIME.ordinal()],
        f[Figure.OVERDUE.ordinal()],
        f[Figure.NOT_ACCEPTED.ordinal()],
        f[Figure.WITHDRAWN.ordinal()],
        f[Figure.TERMINATED.ordinal()],
        hiddenMonths);
  }

  /** A line that months are added to; a figure hidden in all of them stays null. */
  static final class Growing {
    private final @Nullable Long[] figures = new Long[Sums.FIGURES];
    private int hidden;

    void add(@Nullable Long[] month, List<Figure> expected) {
      boolean all = true;
      for (Figure figure : expected) {
        int f = figure.ordinal();
        Long value = month[f];
        if (value == null) {
          all = false;
        } else {
          Long before = figures[f];
          figures[f] = before == null ? value : (Long) (before + value);
        }
      }
      hidden += all ? 0 : 1;
    }

    Row row(String code, String name) {
      return of(code, name, figures, hidden);
    }
  }
}
