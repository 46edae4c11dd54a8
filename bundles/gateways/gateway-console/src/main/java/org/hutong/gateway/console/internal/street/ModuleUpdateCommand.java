package org.hutong.gateway.console.internal.street;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.systems.Module;
import org.hutong.systems.Modules;

/** 更新模块，不成则恢复原版本: swap a module; the old one comes back when the new does not come up. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "module-update",
    description =
        "更新模块，不成则恢复原版本 (swap a module; the old one comes back when the new does not come up)")
public final class ModuleUpdateCommand extends ConsoleCommand {
  @Argument(
      index = 0,
      name = "file",
      required = true,
      description = "本机上模块文件的完整路径 (full path of the module on this machine)")
  @Completion(FileCompleter.class)
  private String file;

  @Override
  protected Answer run(Desk desk) {
    Module module = desk.the(Modules.class).update(desk.caller(), Inputs.file("file", file));
    return Answer.of(module, "已更新模块 " + StreetWords.line(module));
  }
}
