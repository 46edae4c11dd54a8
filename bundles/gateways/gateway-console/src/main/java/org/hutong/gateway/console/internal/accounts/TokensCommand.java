package org.hutong.gateway.console.internal.accounts;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Accounts;
import org.hutong.access.Token;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Table;

/** 列出令牌: list tokens, without secrets. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "tokens", description = "列出令牌 (list tokens, without secrets)")
public final class TokensCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    List<Token> tokens = desk.the(Accounts.class).tokens(desk.caller());
    Table table = Table.of("编号", "账户", "签发时间", "失效时间");
    tokens.forEach(t -> table.row(t.id(), t.account(), t.issuedAt(), t.expiresAt()));
    return Answer.list(tokens, table);
  }
}
