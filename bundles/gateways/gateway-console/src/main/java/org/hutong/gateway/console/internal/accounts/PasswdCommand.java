package org.hutong.gateway.console.internal.accounts;

import java.util.Arrays;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Accounts;
import org.hutong.access.Role;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.Secrets;
import org.hutong.gateway.console.internal.completion.AccountNames;
import org.jspecify.annotations.Nullable;

/** 修改密码: change a password. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "passwd", description = "修改密码 (change a password)")
public final class PasswdCommand extends ConsoleCommand {
  @Option(
      name = "--password-file",
      description = "内含新密码的文件，否则两次询问 (file with the new password, else asked twice)")
  private @Nullable String passwordFile;

  @Option(
      name = "--old-password-file",
      description = "内含原密码的文件，否则询问 (file with the old password, else asked)")
  private @Nullable String oldPasswordFile;

  @Argument(
      index = 0,
      name = "name",
      description = "账户名，不给则为本人；为他人设置的是初始密码 (account, else one's own; another's is initial again)")
  @Completion(AccountNames.class)
  private @Nullable String name;

  @Override
  protected Answer run(Desk desk) {
    String account = name == null ? desk.caller().account() : name;
    boolean own = account.equals(desk.caller().account());
    Accounts accounts = desk.the(Accounts.class);
    if (!own) {
      desk.caller().mustBe(Role.SECURITY);
    }
    char[] old =
        own || oldPasswordFile != null ? Secrets.known(desk.session(), oldPasswordFile) : null;
    try {
      char[] password = Secrets.fresh(desk.session(), passwordFile);
      try {
        accounts.setPassword(desk.caller(), account, old, password);
      } finally {
        Arrays.fill(password, ' ');
      }
    } finally {
      if (old != null) {
        Arrays.fill(old, ' ');
      }
    }
    return Answer.of(
        Map.of("name", account, "initialPassword", old == null), "已修改账户 " + account + " 的密码");
  }
}
