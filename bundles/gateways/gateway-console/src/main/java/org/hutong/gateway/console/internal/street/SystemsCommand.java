package org.hutong.gateway.console.internal.street;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.systems.SystemInfo;
import org.hutong.systems.Systems;

/** 列出业务系统: list the connected systems. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "systems", description = "列出业务系统 (list the connected systems)")
public final class SystemsCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    List<SystemInfo> systems = desk.the(Systems.class).list(desk.caller());
    Table table = Table.of("系统", "名称", "颜色", "技术", "状态", "接入插件", "通道", "最近成功", "汇入", "科室", "说明");
    for (SystemInfo s : systems) {
      table.row(
          s.id(),
          s.name(),
          s.register().light().shown(),
          s.technology(),
          StreetWords.health(s.health()),
          s.adapterVersion(),
          s.paused() ? "已暂停" : "开通",
          s.lastSuccess(),
          StreetWords.feeds(s.feeds()),
          s.register().section(),
          s.healthDetail());
    }
    return Answer.list(systems, table);
  }
}
