package org.hutong.gateway.console.internal.ledger;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.delivery.Lane;
import org.hutong.delivery.Lanes;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Table;

/** 列出通道: list the lanes, one a system. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "lanes", description = "列出通道 (list the lanes, one a system)")
public final class LanesCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    List<Lane> lanes = desk.the(Lanes.class).list(desk.caller());
    Table table = Table.of("系统", "名称", "通道", "在途", "未了结", "最早", "暂停人", "暂停理由");
    for (Lane l : lanes) {
      table.row(
          l.system(),
          l.systemName(),
          l.paused() ? "已暂停" : "开通",
          l.inFlight(),
          DeliveryWords.states(l.depth()),
          l.oldest(),
          l.pausedBy(),
          l.pausedWhy());
    }
    return Answer.list(lanes, table);
  }
}
