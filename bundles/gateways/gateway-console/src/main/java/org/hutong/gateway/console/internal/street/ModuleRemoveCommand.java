package org.hutong.gateway.console.internal.street;

import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.ModuleNames;
import org.hutong.systems.Modules;

/** 移除模块: remove a module. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "module-remove", description = "移除模块 (remove a module)")
public final class ModuleRemoveCommand extends ConsoleCommand {
  @Argument(index = 0, name = "name", required = true, description = "模块名 (module)")
  @Completion(ModuleNames.class)
  private String name;

  @Override
  protected Answer run(Desk desk) {
    desk.the(Modules.class).remove(desk.caller(), name);
    return Answer.of(Map.of("name", name, "removed", true), "已移除模块 " + name);
  }
}
