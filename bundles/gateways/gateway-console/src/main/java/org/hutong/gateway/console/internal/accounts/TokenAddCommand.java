package org.hutong.gateway.console.internal.accounts;

import java.time.Duration;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Accounts;
import org.hutong.access.Token;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.AccountNames;
import org.hutong.gateway.console.internal.text.Facts;

/** 签发令牌，令牌只显示这一次: issue a token; its secret is shown this once. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "token-add",
    description = "签发令牌，令牌只显示这一次 (issue a token; its secret is shown this once)")
public final class TokenAddCommand extends ConsoleCommand {
  private static final int USUAL_DAYS = 90;

  @Option(name = "--days", description = "有效天数，默认 90 (days it is valid, 90 by default)")
  private int days = USUAL_DAYS;

  @Argument(index = 0, name = "account", required = true, description = "账户名 (account)")
  @Completion(AccountNames.class)
  private String account;

  @Override
  protected Answer run(Desk desk) {
    Token token =
        desk.the(Accounts.class).issueToken(desk.caller(), account, Duration.ofDays(days));
    return Answer.of(
        token,
        new Facts()
            .fact("编号", token.id())
            .fact("账户", token.account())
            .fact("失效时间", token.expiresAt())
            .fact("令牌", token.secret()));
  }
}
