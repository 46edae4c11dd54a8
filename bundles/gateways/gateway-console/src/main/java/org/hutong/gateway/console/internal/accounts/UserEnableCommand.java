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

/** 启用账户: open an account again. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "user-enable", description = "启用账户 (open an account again)")
public final class UserEnableCommand extends ConsoleCommand {
  @Argument(index = 0, name = "name", required = true, description = "账户名 (account)")
  @Completion(AccountNames.class)
  private String name;

  @Override
  protected Answer run(Desk desk) {
    Account account = desk.the(Accounts.class).disable(desk.caller(), name, false);
    return Answer.of(account, "已启用账户 " + AccountWords.line(account));
  }
}
