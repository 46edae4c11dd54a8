package org.hutong.gateway.console.internal.flow;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.demands.Demand;
import org.hutong.demands.Demands;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.PagedCommand;
import org.hutong.gateway.console.internal.completion.PurposeNames;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.kernel.Page;
import org.jspecify.annotations.Nullable;

/** 民情日志: the lines of the log of a time. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "demands",
    description = "民情日志；不说明用途则隐去内容 (the log; without a purpose the text is left out)")
public final class DemandsCommand extends PagedCommand {
  @Option(name = "--from", required = true, description = "首日 YYYY-MM-DD (the first day)")
  private String from;

  @Option(name = "--to", required = true, description = "末日的次日 YYYY-MM-DD (the day after the last)")
  private String to;

  @Option(name = "--purpose", description = "用途代码 (purpose code)")
  @Completion(PurposeNames.class)
  private @Nullable String purpose;

  @Override
  protected Answer run(Desk desk) {
    Page<Demand> page =
        desk.the(Demands.class)
            .find(
                desk.caller(),
                Inputs.day("--from", from),
                Inputs.day("--to", to),
                purpose,
                limit(),
                after());
    Table table = Table.of("编号", "日期", "社区", "单位", "渠道", "类别", "内容", "地点");
    for (Demand d : page.items()) {
      table.row(
          d.id(),
          d.date(),
          d.community().text(),
          d.unit(),
          d.channel(),
          d.category(),
          d.text(),
          d.place());
    }
    return Answer.page(page, table);
  }
}
