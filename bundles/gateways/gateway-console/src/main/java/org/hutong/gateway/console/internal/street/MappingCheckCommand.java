package org.hutong.gateway.console.internal.street;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.SystemNames;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.systems.Mappings;
import org.jspecify.annotations.Nullable;

/** 检查映射和已认可的样例: check mappings and the examples that were accepted. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "mapping-check",
    description = "检查映射和已认可的样例 (check mappings and the examples that were accepted)")
public final class MappingCheckCommand extends ConsoleCommand {
  @Argument(index = 0, name = "system", description = "系统编号，默认全部 (system, all by default)")
  @Completion(SystemNames.class)
  private @Nullable String system;

  @Override
  protected Answer run(Desk desk) {
    List<Mappings.Check> checks = desk.the(Mappings.class).check(desk.caller(), system);
    Table table = Table.of("系统", "映射", "样例", "文件", "文档", "字段", "表达式", "问题");
    boolean wrong = false;
    for (Mappings.Check check : checks) {
      if (check.problems().isEmpty()) {
        table.row(check.system(), check.mappings(), check.examples(), "", "", "", "", "无");
      }
      for (Mappings.Problem p : check.problems()) {
        wrong = true;
        table.row(
            check.system(),
            check.mappings(),
            check.examples(),
            p.file(),
            p.document(),
            p.field(),
            p.expression(),
            p.reason());
      }
    }
    return Answer.list(checks, table).failedIf(wrong);
  }
}
