package org.hutong.gateway.console.internal.ledger;

import java.time.Clock;
import java.time.LocalDate;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.delivery.Deliveries;
import org.hutong.delivery.Reconciliation;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.gateway.console.internal.text.Table;
import org.jspecify.annotations.Nullable;

/** 对账：应分发数与台账是否相符: whether the ledger adds up to what intake expects. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "reconcile",
    description = "对账：应分发数与台账是否相符 (whether the ledger adds up to what intake expects)")
public final class ReconcileCommand extends ConsoleCommand {
  private static final int USUAL_DAYS = 30;

  @Option(
      name = "--from",
      description = "首日 YYYY-MM-DD，默认 30 天前 (first day, 30 days ago by default)")
  private @Nullable String from;

  @Option(
      name = "--to",
      description = "末日的次日 YYYY-MM-DD，默认明天 (day after the last, tomorrow by default)")
  private @Nullable String to;

  @Option(
      name = "--held",
      description = "请能列清单的系统列出其保存的办件，与台账核对 (against what systems list that they hold)")
  private boolean held;

  @Option(name = "--system", description = "与 --held 同用，只核对该系统 (with --held: this system only)")
  private @Nullable String system;

  @Override
  protected Answer run(Desk desk) {
    LocalDate today = LocalDate.now(Clock.system(Inputs.BEIJING));
    LocalDate until = to == null ? today.plusDays(1) : Inputs.day("--to", to);
    LocalDate since = from == null ? today.minusDays(USUAL_DAYS) : Inputs.day("--from", from);
    if (!since.isBefore(until)) {
      throw Inputs.wrong("--to", "应在 --from 之后");
    }
    if (held) {
      return HoldingsWords.answer(
          desk.the(Deliveries.class).holdings(desk.caller(), since, until, system));
    }
    if (system != null) {
      throw Inputs.wrong("--system", "须与 --held 同用");
    }
    Reconciliation r = desk.the(Deliveries.class).reconciliation(desk.caller(), since, until);
    Table lines = Table.of("系统", "应分发", "台账合计", "各状态", "相符");
    for (Reconciliation.Line line : r.lines()) {
      lines.row(
          line.system(),
          line.expected(),
          line.sum(),
          DeliveryWords.states(line.states()),
          line.balanced());
    }
    Facts facts =
        new Facts()
            .fact("区间", "[" + r.from() + ", " + r.to() + ")")
            .fact("相符", r.balanced())
            .section("各系统 Systems", lines);
    if (!r.differences().isEmpty()) {
      Table differences = Table.of("办件", "修订", "系统", "操作", "差异");
      r.differences()
          .forEach(
              d ->
                  differences.row(
                      d.caseNumber(),
                      d.revision(),
                      d.system(),
                      d.operation(),
                      d.kind().equals("MISSING") ? "缺少" : "多出"));
      facts.section("差异 Differences", differences);
    }
    return Answer.of(r, facts).failedIf(!r.balanced());
  }
}
