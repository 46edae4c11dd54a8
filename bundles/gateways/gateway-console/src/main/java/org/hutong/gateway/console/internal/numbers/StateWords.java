package org.hutong.gateway.console.internal.numbers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hutong.casework.CaseState;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.statistics.StateCounts;

/** Cases by state, as a table of a column a state. */
final class StateWords {
  private StateWords() {}

  static Answer answer(StateCounts counts) {
    Table table =
        Table.of(
            Stream.concat(
                    Stream.of("代码", "名称", "办件"), Stream.of(CaseState.values()).map(CaseState::zh))
                .toArray(String[]::new));
    Stream.concat(counts.rows().stream(), Stream.of(counts.total()))
        .forEach(row -> table.row(cells(row).toArray()));
    Facts facts =
        new Facts()
            .fact("登记期间", "[" + counts.from() + ", " + counts.to() + ")")
            .maybe("分类体系", counts.scheme())
            .maybe("小数值", counts.suppressed() ? "小于 10 的和可据以推算的不提供，显示为 *" : null)
            .maybe("不计入", counts.leftOut().isEmpty() ? null : String.join("、", counts.leftOut()))
            .maybe("尚未计入的旧办件", counts.uncounted() == 0 ? null : counts.uncounted())
            .section("现状 States", table);
    return Answer.of(counts, facts);
  }

  private static List<Object> cells(StateCounts.Row row) {
    List<Object> cells = new ArrayList<>();
    cells.add(row.code());
    cells.add(row.name());
    cells.add(StatisticsCommand.shown(row.cases()));
    row.states().forEach(s -> cells.add(StatisticsCommand.shown(s.cases())));
    return cells;
  }
}
