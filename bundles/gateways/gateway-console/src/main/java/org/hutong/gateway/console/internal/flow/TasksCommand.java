package org.hutong.gateway.console.internal.flow;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.casework.DueList;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.PagedCommand;
import org.hutong.gateway.console.internal.completion.DueNames;
import org.hutong.gateway.console.internal.completion.TaskStateNames;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.kernel.Page;
import org.hutong.tasks.TaskFilter;
import org.hutong.tasks.TaskState;
import org.hutong.tasks.TaskSummary;
import org.hutong.tasks.Tasks;
import org.jspecify.annotations.Nullable;

/** 区平台任务列表: list tasks of the hub. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "tasks", description = "区平台任务列表 (list tasks of the hub)")
public final class TasksCommand extends PagedCommand {
  @Option(name = "--state", description = "状态 (state)")
  @Completion(TaskStateNames.class)
  private @Nullable String state;

  @Option(name = "--unit", description = "承办单位 (the unit that works on it)")
  private @Nullable String unit;

  @Option(name = "--due", description = "SOON、OVERDUE、CALENDAR_MISSING (by the limit)")
  @Completion(DueNames.class)
  private @Nullable String due;

  @Option(name = "--case", description = "由此产生的办件 (a case that came of it)")
  private @Nullable String caseNumber;

  @Override
  protected Answer run(Desk desk) {
    TaskFilter filter =
        new TaskFilter(
            Inputs.constant("--state", TaskState.class, state),
            unit,
            Inputs.constant("--due", DueList.class, due),
            caseNumber,
            limit(),
            after());
    Page<TaskSummary> page = desk.the(Tasks.class).find(desk.caller(), filter);
    Table table = Table.of("任务", "区平台编号", "来源", "级别", "状态", "承办单位", "下达时间", "期限", "督办");
    for (TaskSummary t : page.items()) {
      table.row(
          t.id(),
          t.reference(),
          t.source().zh(),
          t.level(),
          t.state().zh(),
          t.unit(),
          t.issuedAt(),
          TaskWords.due(t.due()),
          t.supervisions());
    }
    return Answer.page(page, table);
  }
}
