package org.hutong.gateway.console.internal.numbers;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.statistics.Recount;
import org.hutong.statistics.Statistics;

/** 重新计数并与统计数核对: count all cases anew and compare. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "statistics-recount",
    description = "重新计数并与统计数核对，不符时状态为 1 (count all cases anew and compare)")
public final class StatisticsRecountCommand extends ConsoleCommand {
  @Option(name = "--mend", description = "改正不符的统计数 (put right what differs)")
  private boolean mend;

  @Override
  protected Answer run(Desk desk) {
    Recount recount = desk.the(Statistics.class).recount(desk.caller(), mend);
    Facts facts =
        new Facts()
            .fact("办件", recount.cases())
            .fact("统计数", recount.counters())
            .fact("不符", recount.different())
            .fact("已改正", recount.mended());
    if (!recount.differences().isEmpty()) {
      Table differences = Table.of("月份", "项目", "原数", "应为");
      recount
          .differences()
          .forEach(d -> differences.row(d.month(), d.counter(), d.kept(), d.counted()));
      facts.section("不符 Differences", differences);
    }
    return Answer.of(recount, facts).failedIf(!recount.holds() && !recount.mended());
  }
}
