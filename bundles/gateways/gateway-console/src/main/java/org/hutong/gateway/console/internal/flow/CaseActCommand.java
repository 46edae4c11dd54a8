package org.hutong.gateway.console.internal.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.casework.Case;
import org.hutong.casework.Casework;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.cases.CaseWords;
import org.hutong.gateway.console.internal.completion.CaseActionNames;
import org.jspecify.annotations.Nullable;

/** 办件操作: act on a case. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "case-act", description = "办件操作 (act on a case)")
public final class CaseActCommand extends ConsoleCommand {
  @Argument(index = 0, name = "number", required = true, description = "办件编号 (case number)")
  private String number;

  @Argument(index = 1, name = "action", required = true, description = "操作 (action)")
  @Completion(CaseActionNames.class)
  private String action;

  @Option(name = "--if-match", required = true, description = "读取时的版本 (the version read)")
  private long ifMatch;

  @Option(name = "--step", description = "环节序号 (number of the step)")
  private @Nullable Integer step;

  @Option(name = "--unit", description = "移交或认定给哪个单位 (to which unit)")
  private @Nullable String unit;

  @Option(name = "--reason", description = "理由，不写个人信息 (reason, no personal data)")
  private @Nullable String reason;

  @Option(name = "--basis", description = "依据，不写个人信息 (basis, no personal data)")
  private @Nullable String basis;

  @Option(name = "--rule", description = "认定形成的规则 (the rule that follows)")
  private @Nullable String rule;

  @Option(name = "--rule-from", description = "规则自何日起 YYYY-MM-DD (from which day)")
  private @Nullable String ruleFrom;

  @Option(
      name = "--decision",
      multiValued = true,
      description = "办理结果，写作 名称=值，如证件编号 (what was granted, name=value)")
  private @Nullable List<String> decision;

  @Option(
      name = "--ask",
      multiValued = true,
      description = "另行询问：reason、basis (asked for apart, so that it stays out of the history)")
  private @Nullable List<String> ask;

  @Override
  protected Answer run(Desk desk) {
    Map<String, Object> body = new LinkedHashMap<>(Map.of("action", action));
    Inputs.put(body, "step", step == null ? null : step.longValue());
    Inputs.put(body, "unit", unit);
    Inputs.put(body, "reason", reason);
    Inputs.put(body, "basis", basis);
    Inputs.put(body, "rule", rule);
    Inputs.put(
        body, "ruleFrom", ruleFrom == null ? null : Inputs.day("--rule-from", ruleFrom).toString());
    Inputs.put(body, "decision", decision == null ? null : pairs(decision));
    Asked.ask(desk, body, ask);
    Case c = desk.the(Casework.class).act(desk.caller(), number, ifMatch, desk.key(), body);
    return Answer.of(c, CaseWords.facts(c));
  }

  private static Map<String, Object> pairs(List<String> texts) {
    Map<String, Object> pairs = new LinkedHashMap<>();
    for (String text : texts) {
      int at = text.indexOf('=');
      if (at < 1) {
        throw Inputs.wrong("--decision", "应写作 名称=值");
      }
      pairs.put(text.substring(0, at), text.substring(at + 1));
    }
    return pairs;
  }
}
