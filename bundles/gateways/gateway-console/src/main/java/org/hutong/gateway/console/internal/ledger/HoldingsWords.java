package org.hutong.gateway.console.internal.ledger;

import org.hutong.delivery.HoldingsCheck;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.gateway.console.internal.text.Table;

/** How the check against the systems' own lists reads. */
final class HoldingsWords {
  private HoldingsWords() {}

  static Answer answer(HoldingsCheck check) {
    Table lines = Table.of("系统", "名称", "核对", "清单条数", "已比对", "在途", "差异", "说明");
    for (HoldingsCheck.Line line : check.lines()) {
      lines.row(
          line.system(),
          line.systemName(),
          line.standing().zh(),
          line.listed(),
          line.compared(),
          line.undecided(),
          line.differing(),
          line.why());
    }
    Facts facts =
        new Facts()
            .fact("区间", "[" + check.from() + ", " + check.to() + ")")
            .fact("相符", check.agrees())
            .section("各系统 Systems", lines);
    if (!check.differences().isEmpty()) {
      Table differences = Table.of("系统", "办件", "差异", "台账修订", "系统中修订");
      check
          .differences()
          .forEach(
              d ->
                  differences.row(
                      d.system(), d.caseNumber(), d.kind().zh(), d.revision(), d.heldRevision()));
      facts.section("差异 Differences", differences);
    }
    return Answer.of(check, facts).failedIf(!check.agrees());
  }
}
