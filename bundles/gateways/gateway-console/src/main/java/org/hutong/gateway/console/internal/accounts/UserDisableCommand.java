package org.hutong.gateway.console.internal.accounts;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Account;
import org.hutong.access.Accounts;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.AccountNames;

/** 停用账户: close an account. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "user-disable", description = "停用账户 (close an account)")
public final class UserDisableCommand extends ConsoleCommand {
  @Argument(index = 0, name = "name", required = true, description = "账户名 (account)")
  @Completion(AccountNames.class)
  private String name;

  @Override
  protected Answer run(Desk desk) {
    Account account = desk.the(Accounts.class).disable(desk.caller(), name, true);
    return Answer.of(account, "已停用账户 " + AccountWords.line(account));
  }
}
