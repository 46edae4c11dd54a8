package org.hutong.gateway.console.internal.street;

import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.systems.CoreCheck;
import org.hutong.systems.ModuleCheck;
import org.hutong.systems.Modules;
import org.jspecify.annotations.Nullable;

/** 检查模块，不作改动: check a module file, or modules against a newer core; changes nothing. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "module-check",
    description =
        "检查模块文件，或升级前以新版检查已装模块，不作改动 (check a module file, or before an upgrade"
            + " the installed modules against the newer release; changes nothing)")
public final class ModuleCheckCommand extends ConsoleCommand {
  @Argument(
      index = 0,
      name = "file",
      description =
          "本机上模块文件的完整路径；有 --against 时可省，即检查全部已装模块 (full path of the module on this"
              + " machine; with --against none means every installed module)")
  @Completion(FileCompleter.class)
  private @Nullable String file;

  @Option(
      name = "--against",
      description = "新版安装包解压后的目录 (the folder the newer release was unpacked into)")
  @Completion(FileCompleter.class)
  private @Nullable String against;

  @Override
  protected Answer run(Desk desk) {
    Path path = file == null ? null : Inputs.file("file", file);
    if (against != null) {
      Path core = Inputs.file("--against", against);
      return answer(desk.the(Modules.class).checkAgainst(desk.caller(), core, path));
    }
    if (path == null) {
      throw Inputs.wrong("file", "请给出模块文件，或用 --against 给出新版的目录");
    }
    return answer(desk.the(Modules.class).check(desk.caller(), path));
  }

  private static Answer answer(CoreCheck check) {
    Table table = Table.of("模块", "版本", "适用", "问题", "提示");
    for (CoreCheck.Fit fit : check.modules()) {
      table.row(
          fit.name(),
          fit.version(),
          fit.fits(),
          String.join("；", fit.findings()),
          String.join("；", fit.notes()));
    }
    Facts facts = new Facts().fact("所对照的版本", check.core()).section("模块 Modules", table);
    return Answer.of(check, facts).failedIf(!check.allFit());
  }

  private static Answer answer(ModuleCheck check) {
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
