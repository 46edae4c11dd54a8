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

/** 安装模块: install a module that is not there yet. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "module-install",
    description = "安装模块 (install a module that is not there yet)")
public final class ModuleInstallCommand extends ConsoleCommand {
  @Argument(
      index = 0,
      name = "file",
      required = true,
      description = "本机上模块文件的完整路径 (full path of the module on this machine)")
  @Completion(FileCompleter.class)
  private String file;

  @Override
  protected Answer run(Desk desk) {
    Module module = desk.the(Modules.class).install(desk.caller(), Inputs.file("file", file));
    return Answer.of(module, "已安装模块 " + StreetWords.line(module));
  }
}
