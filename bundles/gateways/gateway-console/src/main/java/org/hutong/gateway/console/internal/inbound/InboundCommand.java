package org.hutong.gateway.console.internal.inbound;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.systems.Feed;
import org.hutong.systems.Inbound;

/** 列出数据流: list what comes in from systems. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "inbound",
    description = "列出数据流 (list what comes in from systems)")
public final class InboundCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    List<Feed> feeds = desk.the(Inbound.class).feeds(desk.caller());
    Table table = Table.of("系统", "数据流", "方式", "新鲜度", "最近取数", "最近数据", "已收", "隔离", "说明");
    for (Feed f : feeds) {
      table.row(
          f.system(),
          f.feed(),
          InboundWords.way(f.way()),
          InboundWords.freshness(f),
          f.lastSuccess(),
          f.lastRow(),
          f.rows(),
          f.quarantined(),
          f.detail());
    }
    return Answer.list(feeds, table);
  }
}
