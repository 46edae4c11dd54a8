package org.hutong.gateway.console.internal.numbers;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.ByNames;
import org.hutong.gateway.console.internal.completion.ItemNames;
import org.hutong.gateway.console.internal.completion.SchemeNames;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.statistics.CaseCounts;
import org.hutong.statistics.CountQuery;
import org.hutong.statistics.Definition;
import org.hutong.statistics.RecordScore;
import org.hutong.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** 办件统计及其口径: counts of cases, and what they mean. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "statistics",
    description = "办件统计及其口径 (counts of cases, and what they mean)")
public final class StatisticsCommand extends ConsoleCommand {
  @Option(
      name = "--by",
      description =
          "item、class、community、audience、channel 或 month，默认 month (what to count by, month by default)")
  @Completion(ByNames.class)
  private @Nullable String by;

  @Option(
      name = "--period",
      description = "2016、2016-Q3 或 2016-09，默认本年 (a year, quarter or month, this year by default)")
  private @Nullable String period;

  @Option(name = "--scheme", description = "按 class 统计时的分类体系 (whose classes)")
  @Completion(SchemeNames.class)
  private @Nullable String scheme;

  @Option(name = "--item", description = "只计该事项 (only this item)")
  @Completion(ItemNames.class)
  private @Nullable String item;

  @Option(name = "--category", description = "只计该类事项 (only items of this class)")
  private @Nullable String category;

  @Option(name = "--community", description = "只计该社区 (only this community)")
  private @Nullable String community;

  @Option(
      name = "--states",
      description =
          "按现状分列，--period 为登记期间，默认全部 (by the state cases are in; the period is when they were"
              + " registered, all by default)")
  private boolean states;

  @Option(
      name = "--records",
      description = "记录完整率，按月份和登记单位，只用 --period (the score of records with full content)")
  private boolean records;

  @Option(name = "--definitions", description = "只列口径 (the written definitions instead)")
  private boolean definitions;

  @Override
  protected Answer run(Desk desk) {
    Statistics statistics = desk.the(Statistics.class);
    if (definitions) {
      List<Definition> all = statistics.definitions();
      Table table = Table.of("代码", "名称", "口径");
      all.forEach(d -> table.row(d.code(), d.name(), d.zh()));
      return Answer.list(all, table);
    }
    if (records) {
      if (states || Stream.of(by, scheme, item, category, community).anyMatch(Objects::nonNull)) {
        throw Inputs.wrong("--records", "--records 只与 --period 同用");
      }
      return records(statistics.records(desk.caller(), period));
    }
    CountQuery query = new CountQuery(by, period, scheme, item, category, community);
    return states
        ? StateWords.answer(statistics.states(desk.caller(), query))
        : cases(desk, statistics, query);
  }

  private static Answer records(RecordScore score) {
    Table table = Table.of("月份", "登记单位", "记录", "有对象", "有办理", "有结果", "四项俱全", "完整率");
    Stream.concat(score.rows().stream(), Stream.of(score.total()))
        .forEach(
            row ->
                table.row(
                    row.month().isEmpty() ? "合计" : row.month(),
                    row.unit().isEmpty() ? "全街道" : row.unit(),
                    shown(row.records()),
                    shown(row.target()),
                    shown(row.action()),
                    shown(row.result()),
                    shown(row.whole()),
                    row.score() == null ? "" : row.score() + "%"));
    Facts facts =
        new Facts()
            .fact("期间", "[" + score.from() + ", " + score.to() + ")")
            .maybe("小数值", score.suppressed() ? "不足 10 件的不提供，显示为 *；完整率只会偏低" : null)
            .maybe("不计入", score.leftOut().isEmpty() ? null : String.join("、", score.leftOut()))
            .maybe("尚未计入的旧办件", score.uncounted() == 0 ? null : score.uncounted())
            .section("记录 Records", table);
    return Answer.of(score, facts);
  }

  private static Answer cases(Desk desk, Statistics statistics, CountQuery query) {
    CaseCounts counts = statistics.cases(desk.caller(), query);
    Table table =
        Table.of("代码", "名称", "登记", "受理", "办结", "准予", "不予批准", "按时", "超期", "不予受理", "撤回", "终止");
    counts.rows().forEach(row -> row(table, row));
    row(table, counts.total());
    Facts facts =
        new Facts()
            .fact("期间", "[" + counts.from() + ", " + counts.to() + ")")
            .maybe("分类体系", counts.scheme())
            .maybe("小数值", counts.suppressed() ? "小于 10 的和可据以推算的不提供，显示为 *" : null)
            .maybe("不计入", counts.leftOut().isEmpty() ? null : String.join("、", counts.leftOut()))
            .maybe("尚未计入的旧办件", counts.uncounted() == 0 ? null : counts.uncounted())
            .section("办件 Cases", table);
    return Answer.of(counts, facts);
  }

  private static void row(Table table, CaseCounts.Row row) {
    table.row(
        row.code(),
        row.name(),
        shown(row.registered()),
        shown(row.accepted()),
        shown(row.completed()),
        shown(row.granted()),
        shown(row.denied()),
        shown(row.onTime()),
        shown(row.overdue()),
        shown(row.notAccepted()),
        shown(row.withdrawn()),
        shown(row.terminated()));
  }

  static String shown(@Nullable Long number) {
    return number == null ? "*" : number.toString();
  }
}
