package org.hutong.gateway.console.internal.flow;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.PurposeNames;
import org.hutong.tasks.Task;
import org.hutong.tasks.Tasks;
import org.jspecify.annotations.Nullable;

/** 查看一个任务；不说明用途则隐去文字: show one task; without a purpose free words are left out. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "task",
    description = "查看一个任务；不说明用途则隐去文字 (show one task; without a purpose free words are left out)")
public final class TaskCommand extends ConsoleCommand {
  @Option(name = "--purpose", description = "用途代码 (purpose code)")
  @Completion(PurposeNames.class)
  private @Nullable String purpose;

  @Argument(index = 0, name = "id", required = true, description = "任务编号 (task)")
  private String id;

  @Override
  protected Answer run(Desk desk) {
    Task task = desk.the(Tasks.class).get(desk.caller(), id, purpose);
    return Answer.of(task, TaskWords.facts(task));
  }
}
