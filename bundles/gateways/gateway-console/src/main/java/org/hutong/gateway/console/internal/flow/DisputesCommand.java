package org.hutong.gateway.console.internal.flow;

import java.time.Clock;
import java.time.YearMonth;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.casework.Dispute;
import org.hutong.casework.Disputes;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.gateway.console.internal.text.Standing;
import org.hutong.gateway.console.internal.text.Table;
import org.jspecify.annotations.Nullable;

/** 权责异议月清单: a month's contested steps with the working days lost. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "disputes",
    description = "权责异议月清单 (a month's contested steps with the working days lost)")
public final class DisputesCommand extends ConsoleCommand {
  @Option(name = "--month", description = "月份 YYYY-MM，默认本月 (the month, this one by default)")
  private @Nullable String month;

  @Override
  protected Answer run(Desk desk) {
    Disputes.Month list = desk.the(Disputes.class).month(desk.caller(), month());
    Table disputes = Table.of("办件", "事项", "环节", "异议单位", "提出时间", "认定期限", "状况", "认定", "承办单位", "耗工作日");
    for (Dispute d : list.disputes()) {
      disputes.row(
          d.caseNumber(),
          d.item().code() + " " + d.itemName(),
          d.step(),
          d.contestedUnit(),
          d.contestedAt(),
          d.due(),
          Standing.limit(d.status()),
          outcome(d.outcome()),
          d.unit(),
          d.workingDaysLost());
    }
    Table items = Table.of("事项", "异议数", "耗工作日");
    list.items()
        .forEach(s -> items.row(s.code() + " " + s.itemName(), s.disputes(), s.workingDaysLost()));
    Facts facts =
        new Facts()
            .fact("月份", list.month())
            .section("异议 Disputes", disputes)
            .section("按事项 By item", items);
    return Answer.of(list, facts);
  }

  private static @Nullable String outcome(@Nullable String outcome) {
    if (outcome == null) {
      return null;
    }
    return switch (outcome) {
      case "UPHELD" -> "维持";
      case "MOVED" -> "改由他单位";
      case "WITHDRAWN" -> "办件撤回或终止";
      default -> outcome;
    };
  }

  private YearMonth month() {
    return month == null
        ? YearMonth.now(Clock.system(Inputs.BEIJING))
        : Inputs.month("--month", month);
  }
}
