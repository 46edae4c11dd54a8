package org.hutong.gateway.console.internal.accounts;

import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Accounts;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.AccountNames;

/** 解除账户锁定: end the lock-out of an account. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "user-unlock",
    description = "解除账户锁定 (end the lock-out of an account)")
public final class UserUnlockCommand extends ConsoleCommand {
  @Argument(index = 0, name = "name", required = true, description = "账户名 (account)")
  @Completion(AccountNames.class)
  private String name;

  @Override
  protected Answer run(Desk desk) {
    desk.the(Accounts.class).unlock(desk.caller(), name);
    return Answer.of(Map.of("name", name, "locked", false), "已解除账户 " + name + " 的锁定");
  }
}
