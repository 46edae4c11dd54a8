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
import org.hutong.systems.Module;
import org.hutong.systems.Modules;

/** 列出模块: list the modules. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "modules", description = "列出模块 (list the modules)")
public final class ModulesCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    List<Module> modules = desk.the(Modules.class).list(desk.caller());
    Table table = Table.of("模块", "版本", "状态", "技术", "装入时间", "原因");
    for (Module m : modules) {
      table.row(
          m.name(),
          m.version(),
          StreetWords.module(m.state()),
          String.join(" ", m.technologies()),
          m.installedAt(),
          m.reason());
    }
    return Answer.list(modules, table);
  }
}
