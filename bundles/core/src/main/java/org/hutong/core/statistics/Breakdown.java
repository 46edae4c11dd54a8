package org.hutong.core.statistics;

import java.util.Map;
import org.hutong.core.statistics.CountRequest.Asked;
import org.hutong.statistics.By;

/** What was asked to count by: how cells are put together for it, and what its lines are called. */
final class Breakdown {
  private final Asked asked;
  private final ItemIndex items;
  private final Map<String, String> classes;

  Breakdown(Asked asked, ItemIndex items) {
    this.asked = asked;
    this.items = items;
    this.classes = asked.by() == By.CLASS ? items.classNames(asked.scheme()) : Map.of();
  }

  /** Whether the cells are those of items; else of communities or channels. */
  boolean byItem() {
    return asked.by() != By.COMMUNITY && asked.by() != By.CHANNEL;
  }

  /** Which counters hold the cells. */
  String family() {
    return asked.by() == By.CHANNEL ? CaseCounter.CHANNEL : CaseCounter.COMMUNITY;
  }

  /** The cells as asked for. */
  Map<String, long[]> grouped(Map<String, long[]> cells) {
    return switch (asked.by()) {
      case CLASS -> items.byClass(asked.scheme(), cells);
      case AUDIENCE -> items.byAudience(cells);
      default -> cells;
    };
  }

  /** What a line is called. */
  String name(String code) {
    return switch (asked.by()) {
      case ITEM -> items.name(code);
      case CLASS -> code.isEmpty() ? "未对应" : classes.getOrDefault(code, code);
      case CHANNEL -> Rows.channel(code);
      default -> code.isEmpty() ? "未注明" : code;
    };
  }

  /** {@code 2016-09} for 201609. */
  static String month(int number) {
    return String.format("%04d-%02d", number / 100, number % 100);
  }
}
