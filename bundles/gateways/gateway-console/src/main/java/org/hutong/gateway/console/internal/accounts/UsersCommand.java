package org.hutong.gateway.console.internal.accounts;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Account;
import org.hutong.access.Accounts;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Table;

/** 列出账户: list accounts. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "users", description = "列出账户 (list accounts)")
public final class UsersCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    List<Account> accounts = desk.the(Accounts.class).list(desk.caller());
    Table table = Table.of("账户", "角色", "单位", "状态");
    for (Account a : accounts) {
      table.row(a.name(), AccountWords.roles(a), a.unit(), AccountWords.state(a));
    }
    return Answer.list(accounts, table);
  }
}
