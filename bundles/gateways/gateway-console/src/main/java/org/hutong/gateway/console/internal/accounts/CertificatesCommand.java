package org.hutong.gateway.console.internal.accounts;

import java.util.List;
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
import org.hutong.gateway.console.internal.text.Table;

/** 列出账户可用的客户端证书: list the client certificates that log in as an account. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "certificates",
    description = "列出账户可用的客户端证书 (list the client certificates that log in as an account)")
public final class CertificatesCommand extends ConsoleCommand {
  @Argument(index = 0, name = "account", required = true, description = "账户名 (account)")
  @Completion(AccountNames.class)
  private String account;

  @Override
  protected Answer run(Desk desk) {
    List<String> bound = desk.the(Accounts.class).certificates(desk.caller(), account);
    Table table = Table.of("证书");
    bound.forEach(table::row);
    return Answer.list(bound, table);
  }
}
