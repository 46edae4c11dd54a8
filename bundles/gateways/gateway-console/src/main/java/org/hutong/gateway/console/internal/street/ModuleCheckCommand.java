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
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.systems.ModuleCheck;
import org.hutong.systems.Modules;

/** 检查模块文件，不作改动: check a module file; changes nothing. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "module-check",
    description = "检查模块文件，不作改动 (check a module file; changes nothing)")
public final class ModuleCheckCommand extends ConsoleCommand {
  @Argument(
      index = 0,
      name = "file",
      required = true,
      description = "本机上模块文件的完整路径 (full path of the module on this machine)")
  @Completion(FileCompleter.class)
  private String file;

  @Override
  protected Answer run(Desk desk) {
    ModuleCheck check = desk.the(Modules.class).check(desk.caller(), Inputs.file("file", file));
    Facts facts =
        new Facts()
            .fact("模块", check.name())
            .fact("版本", check.version())
            .fact("可以安装", check.allowed());
    check.wouldRefresh().forEach(b -> facts.fact("会波及", b));
    check.findings().forEach(f -> facts.fact("问题", f));
    return Answer.of(check, facts).failedIf(!check.allowed());
  }
}
