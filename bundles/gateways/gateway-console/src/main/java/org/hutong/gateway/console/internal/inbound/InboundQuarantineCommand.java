package org.hutong.gateway.console.internal.inbound;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.PagedCommand;
import org.hutong.gateway.console.internal.completion.SystemNames;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.kernel.Page;
import org.hutong.systems.Inbound;
import org.hutong.systems.Quarantined;
import org.jspecify.annotations.Nullable;

/** 列出未能收下的数据: list the rows that could not be taken in. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "inbound-quarantine",
    description = "列出未能收下的数据 (list the rows that could not be taken in)")
public final class InboundQuarantineCommand extends PagedCommand {
  @Option(name = "--system", description = "系统编号 (system)")
  @Completion(SystemNames.class)
  private @Nullable String system;

  @Option(name = "--feed", description = "数据流 (feed)")
  private @Nullable String feed;

  @Option(
      name = "--state",
      description = "OPEN、REPLAYED、SUPERSEDED、DISCARDED，默认 OPEN (OPEN by default)")
  private String state = "OPEN";

  @Override
  protected Answer run(Desk desk) {
    Page<Quarantined> page =
        desk.the(Inbound.class)
            .quarantine(
                desk.caller(),
                new Inbound.Filter(
                    system,
                    feed,
                    Inputs.constant("--state", Quarantined.State.class, state),
                    limit(),
                    after()));
    Table table = Table.of("编号", "系统", "数据流", "位置", "状态", "自", "可重放", "原因");
    for (Quarantined q : page.items()) {
      table.row(
          q.id(),
          q.system(),
          q.feed(),
          q.place(),
          InboundWords.state(q.state()),
          q.since(),
          q.replayable() ? "是" : "否",
          q.reason());
    }
    return Answer.page(page, table);
  }
}
