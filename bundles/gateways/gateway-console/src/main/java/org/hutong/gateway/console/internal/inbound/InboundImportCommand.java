package org.hutong.gateway.console.internal.inbound;

import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.SystemNames;
import org.hutong.systems.HistoryImport;
import org.hutong.systems.Inbound;
import org.jspecify.annotations.Nullable;

/** 导入历史办件，不分发: import earlier cases, sent nowhere. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "inbound-import",
    description = "导入历史办件，不分发 (import earlier cases, sent nowhere)")
public final class InboundImportCommand extends ConsoleCommand {
  @Argument(index = 0, name = "system", required = true, description = "系统编号 (system)")
  @Completion(SystemNames.class)
  private String system;

  @Argument(index = 1, name = "feed", required = true, description = "数据流 (feed)")
  private String feed;

  @Option(name = "--file", description = "本机上 CSV 文件的完整路径；省略则从系统读取 (a CSV file on this machine)")
  private @Nullable String file;

  @Override
  protected Answer run(Desk desk) {
    Path from = file == null ? null : Inputs.file("--file", file);
    HistoryImport done = desk.the(Inbound.class).history(desk.caller(), system, feed, from);
    String words =
        "读取 %d 行：新增办件 %d，已有 %d，隔离 %d；%s"
            .formatted(
                done.read(),
                done.imported(),
                done.known(),
                done.quarantined(),
                done.complete() ? "已读完" : "未读完，可再次执行");
    return Answer.of(done, words).failedIf(!done.complete());
  }
}
