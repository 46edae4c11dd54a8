package org.hutong.gateway.console.internal.cases;

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
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.PurposeNames;
import org.jspecify.annotations.Nullable;

/** 查看一个办件；不说明用途则隐去个人信息: show one case; without a purpose personal data are masked. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "case",
    description = "查看一个办件；不说明用途则隐去个人信息 (show one case; without a purpose personal data are masked)")
public final class CaseCommand extends ConsoleCommand {
  @Option(name = "--purpose", description = "用途代码 (purpose code)")
  @Completion(PurposeNames.class)
  private @Nullable String purpose;

  @Argument(index = 0, name = "number", required = true, description = "办件编号 (case number)")
  private String number;

  @Override
  protected Answer run(Desk desk) {
    Case c = desk.the(Casework.class).get(desk.caller(), number, purpose);
    return Answer.of(c, CaseWords.facts(c));
  }
}
