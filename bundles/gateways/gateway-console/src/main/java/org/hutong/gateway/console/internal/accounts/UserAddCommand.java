package org.hutong.gateway.console.internal.accounts;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Account;
import org.hutong.access.Accounts;
import org.hutong.access.Role;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.Secrets;
import org.hutong.gateway.console.internal.completion.RoleNames;
import org.jspecify.annotations.Nullable;

/** 新增账户: add an account with an initial password. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "user-add",
    description = "新增账户 (add an account with an initial password)")
public final class UserAddCommand extends ConsoleCommand {
  @Option(
      name = "--role",
      required = true,
      multiValued = true,
      description = "角色，可多次给出 (role, may be repeated)")
  @Completion(RoleNames.class)
  private List<String> roles;

  @Option(name = "--unit", description = "所属科室、站或社区 (unit the account belongs to)")
  private @Nullable String unit;

  @Option(
      name = "--password-file",
      description = "内含初始密码的文件，否则两次询问 (file with the initial password, else asked twice)")
  private @Nullable String passwordFile;

  @Argument(index = 0, name = "name", required = true, description = "账户名 (account)")
  private String name;

  @Override
  protected Answer run(Desk desk) {
    Set<Role> wanted = Inputs.roles(roles);
    Accounts accounts = desk.the(Accounts.class);
    // Before anyone types a password in vain.
    desk.caller().mustBe(Role.SECURITY);
    char[] password = Secrets.fresh(desk.session(), passwordFile);
    try {
      Account added = accounts.add(desk.caller(), name, wanted, unit, password);
      return Answer.of(added, "已新增账户 " + AccountWords.line(added));
    } finally {
      Arrays.fill(password, ' ');
    }
  }
}
