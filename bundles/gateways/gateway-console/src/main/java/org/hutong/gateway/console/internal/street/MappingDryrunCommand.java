package org.hutong.gateway.console.internal.street;

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
import org.hutong.gateway.console.internal.completion.SystemNames;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.systems.Mappings;
import org.jspecify.annotations.Nullable;

/** 用真实文档试运行映射草稿，不发送: run a draft over real documents; sends and changes nothing. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "mapping-dryrun",
    description = "用真实文档试运行映射草稿，不发送 (run a draft mapping over real documents; nothing is sent)")
public final class MappingDryrunCommand extends ConsoleCommand {
  @Argument(index = 0, name = "system", required = true, description = "系统编号 (system)")
  @Completion(SystemNames.class)
  private String system;

  @Option(name = "--draft", description = "草稿文件夹的完整路径，默认系统文件夹中的 draft (folder of the draft)")
  @Completion(FileCompleter.class)
  private @Nullable String draft;

  @Option(name = "--last", description = "最近几份文档，默认 20 (how many documents)")
  private int last = 20;

  @Option(
      name = "--accept",
      description = "认可结果，改去个人信息后存为样例 (keep the results as examples, made up)")
  private boolean accept;

  @Override
  protected Answer run(Desk desk) {
    Mappings.DryRun run =
        desk.the(Mappings.class)
            .dryRun(
                desk.caller(),
                system,
                draft == null ? null : Inputs.file("--draft", draft),
                last,
                accept);
    Facts facts =
        new Facts()
            .fact("系统", run.system())
            .fact("草稿", run.draft())
            .fact("文档", run.documents())
            .fact("结果相同", run.same());
    for (Mappings.Difference d : run.differences()) {
      facts.fact(
          "不同",
          "%s %s %s：%s → %s"
              .formatted(
                  d.delivery(), d.mapping(), d.field(), shown(d.before()), shown(d.after())));
    }
    for (Mappings.Problem p : run.problems()) {
      facts.fact(
          "问题",
          "%s %s %s %s：%s"
              .formatted(
                  p.file(),
                  shown(p.document()),
                  shown(p.field()),
                  p.expression() == null ? "" : "〔" + p.expression() + "〕",
                  p.reason()));
    }
    if (accept) {
      facts.fact("新样例", run.accepted());
    }
    return Answer.of(run, facts).failedIf(!run.problems().isEmpty());
  }

  private static String shown(@Nullable String text) {
    return text == null ? "无" : text;
  }
}
