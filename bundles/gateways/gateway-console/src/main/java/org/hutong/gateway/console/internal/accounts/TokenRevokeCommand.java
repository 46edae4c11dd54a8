package org.hutong.gateway.console.internal.accounts;

import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Accounts;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;

/** 吊销令牌: end a token at once. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "token-revoke", description = "吊销令牌 (end a token at once)")
public final class TokenRevokeCommand extends ConsoleCommand {
  @Argument(index = 0, name = "id", required = true, description = "令牌编号 (token id)")
  private String id;

  @Override
  protected Answer run(Desk desk) {
    desk.the(Accounts.class).revokeToken(desk.caller(), id);
    return Answer.of(Map.of("id", id, "revoked", true), "已吊销令牌 " + id);
  }
}
