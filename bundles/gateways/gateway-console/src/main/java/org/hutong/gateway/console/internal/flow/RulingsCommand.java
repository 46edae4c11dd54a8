package org.hutong.gateway.console.internal.flow;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.casework.Disputes;
import org.hutong.casework.Ruling;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Table;

/** 权责认定形成的规则: the rules that followed from determinations. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "rulings",
    description = "权责认定形成的规则 (the rules that followed from determinations)")
public final class RulingsCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    List<Ruling> rulings = desk.the(Disputes.class).rulings(desk.caller());
    Table table = Table.of("事项", "环节", "单位", "自", "规则", "办件");
    for (Ruling r : rulings) {
      table.row(
          r.scheme() + "/" + r.code(), r.step(), r.unit(), r.from(), r.rule(), r.caseNumber());
    }
    return Answer.list(rulings, table);
  }
}
