package org.hutong.gateway.console.internal.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.casework.Case;
import org.hutong.casework.Casework;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.cases.CaseWords;
import org.jspecify.annotations.Nullable;

/** 好差评: what the applicant thought of it. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "case-evaluate",
    description = "好差评 (what the applicant thought of it)")
public final class CaseEvaluateCommand extends ConsoleCommand {
  @Argument(index = 0, name = "number", required = true, description = "办件编号 (case number)")
  private String number;

  @Argument(index = 1, name = "score", required = true, description = "1 至 5 (5 is best)")
  private long score;

  @Option(name = "--ask", multiValued = true, description = "另行询问：comment (asked for apart)")
  private @Nullable List<String> ask;

  @Override
  protected Answer run(Desk desk) {
    Map<String, Object> body = new LinkedHashMap<>(Map.of("score", score));
    Asked.ask(desk, body, ask);
    Case c = desk.the(Casework.class).evaluate(desk.caller(), number, desk.key(), body);
    return Answer.of(c, CaseWords.facts(c));
  }
}
