package org.hutong.gateway.console.internal.trail;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Role;
import org.hutong.audit.Audit;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;

/** 导出审计记录到文件，每行一条 JSON: export the audit trail to a file, one JSON document a line. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "audit-export",
    description =
        "导出审计记录到文件，每行一条 JSON (export the audit trail to a file, one JSON document a line)")
public final class AuditExportCommand extends ConsoleCommand {
  @Option(name = "--from", required = true, description = "首日 YYYY-MM-DD (first day)")
  private String from;

  @Option(name = "--to", required = true, description = "末日的次日 YYYY-MM-DD (day after the last)")
  private String to;

  @Argument(
      index = 0,
      name = "file",
      required = true,
      description =
          "文件名（存入数据目录的 export 下）或完整路径；不覆盖已有文件"
              + " (a name, in the folder export of the data, or a full path; never overwrites)")
  private String file;

  @Override
  protected Answer run(Desk desk) {
    LocalDate since = Inputs.day("--from", from);
    LocalDate until = Inputs.day("--to", to);
    if (!since.isBefore(until)) {
      throw Inputs.wrong("--to", "应在 --from 之后");
    }
    Audit audit = desk.the(Audit.class);
    // Before a file is made for someone who may not have it.
    desk.caller().mustBe(Role.AUDITOR);
    Path target = ExportFile.place(file);
    long rows =
        ExportFile.write(
            target,
            sink ->
                audit.export(
                    desk.caller(),
                    since.atStartOfDay().atOffset(Inputs.BEIJING),
                    until.atStartOfDay().atOffset(Inputs.BEIJING),
                    sink::accept));
    return Answer.of(
        Map.of("file", target.toString(), "rows", rows), "已导出 " + rows + " 条审计记录到 " + target);
  }
}
