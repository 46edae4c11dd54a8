package org.hutong.gateway.console.internal.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.hutong.gateway.console.internal.completion.TaskActionNames;
import org.hutong.tasks.Task;
import org.hutong.tasks.Tasks;
import org.jspecify.annotations.Nullable;

/** 任务操作: act on a task. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "task-act", description = "任务操作 (act on a task)")
public final class TaskActCommand extends ConsoleCommand {
  private static final Pattern LIMIT =
      Pattern.compile("([0-9]{1,4}):(WORKING_DAYS|NATURAL_DAYS|HOURS)");

  @Argument(index = 0, name = "id", required = true, description = "任务编号 (task)")
  private String id;

  @Argument(index = 1, name = "action", required = true, description = "操作 (action)")
  @Completion(TaskActionNames.class)
  private String action;

  @Option(name = "--if-match", required = true, description = "读取时的版本 (the version read)")
  private long ifMatch;

  @Option(name = "--unit", description = "派单给哪个单位 (to which unit)")
  private @Nullable String unit;

  @Option(name = "--reason", description = "理由，不写个人信息 (reason, no personal data)")
  private @Nullable String reason;

  @Option(name = "--report", description = "进展，不写个人信息 (report, no personal data)")
  private @Nullable String report;

  @Option(name = "--result", description = "结果，不写个人信息 (result, no personal data)")
  private @Nullable String result;

  @Option(name = "--case", description = "由此产生的办件 (the case that came of it)")
  private @Nullable String caseNumber;

  @Option(name = "--limit", description = "另定时限，如 3:WORKING_DAYS (a new limit)")
  private @Nullable String limit;

  @Option(
      name = "--ask",
      multiValued = true,
      description =
          "另行询问：reason、report、result (asked for apart, so that it stays out of the history)")
  private @Nullable List<String> ask;

  @Override
  protected Answer run(Desk desk) {
    Map<String, Object> body = new LinkedHashMap<>(Map.of("action", action));
    Inputs.put(body, "unit", unit);
    Inputs.put(body, "reason", reason);
    Inputs.put(body, "report", report);
    Inputs.put(body, "result", result);
    Inputs.put(body, "case", caseNumber);
    Inputs.put(body, "limit", limit == null ? null : limit(limit));
    Asked.ask(desk, body, ask);
    Task task = desk.the(Tasks.class).act(desk.caller(), id, ifMatch, desk.key(), body);
    return Answer.of(task, TaskWords.facts(task));
  }

  private static Map<String, Object> limit(String text) {
    Matcher m = LIMIT.matcher(text);
    if (!m.matches()) {
      throw Inputs.wrong("--limit", "应写作 数:单位，单位为 WORKING_DAYS、NATURAL_DAYS、HOURS");
    }
    return Map.of("amount", Long.valueOf(m.group(1)), "unit", m.group(2));
  }
}
