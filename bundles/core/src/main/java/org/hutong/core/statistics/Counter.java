package org.hutong.core.statistics;

import java.util.List;
import org.hutong.core.store.SumTable;

/**
 * A table of counters.
 *
 * @param keys its key columns: the month as a number such as 201609, then texts
 */
record Counter(String name, List<String> keys, List<String> amounts, SumTable table) {
  Counter(String name, List<String> keys, List<String> amounts) {
    this(name, keys, amounts, new SumTable(name, keys, amounts));
  }
}
