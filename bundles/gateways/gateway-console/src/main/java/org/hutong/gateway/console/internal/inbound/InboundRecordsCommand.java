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
import org.hutong.systems.Inbound;
import org.hutong.systems.RecordCount;

/** 按类别和来源统计汇入的数据: count the records by kind and source. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "inbound-records",
    description = "按类别和来源统计汇入的数据 (count the records by kind and source)")
public final class InboundRecordsCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    List<RecordCount> counts = desk.the(Inbound.class).counts(desk.caller());
    Table table = Table.of("类别", "系统", "数据流", "条数", "其中已注销", "其中有质量标记");
    for (RecordCount c : counts) {
      table.row(
          InboundWords.kind(c.kind()),
          c.system(),
          c.feed(),
          c.records(),
          c.tombstones(),
          c.flagged());
    }
    return Answer.list(counts, table);
  }
}
