package org.hutong.gateway.console.internal.accounts;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Account;
import org.hutong.access.Accounts;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.AccountNames;
import org.hutong.gateway.console.internal.completion.RoleNames;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** 更改账户的角色和单位: change roles and unit of an account. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "user-change",
    description = "更改账户的角色和单位 (change roles and unit of an account)")
public final class UserChangeCommand extends ConsoleCommand {
  @Option(
      name = "--role",
      multiValued = true,
      description = "新的全部角色，不给则不变 (all new roles; unchanged without)")
  @Completion(RoleNames.class)
  private @Nullable List<String> roles;

  @Option(name = "--unit", description = "新的单位，不给则不变 (new unit; unchanged without)")
  private @Nullable String unit;

  @Option(name = "--no-unit", description = "不属于任何单位 (belongs to no unit)")
  private boolean noUnit;

  @Argument(index = 0, name = "name", required = true, description = "账户名 (account)")
  @Completion(AccountNames.class)
  private String name;

  @Override
  protected Answer run(Desk desk) {
    if (noUnit && unit != null) {
      throw Inputs.wrong("--no-unit", "不能与 --unit 同时使用");
    }
    Accounts accounts = desk.the(Accounts.class);
    Account before =
        accounts.list(desk.caller()).stream()
            .filter(a -> a.name().equals(name))
            .findFirst()
            .orElseThrow(() -> Refused.because(Code.ACCOUNT_NOT_FOUND));
    Account after =
        accounts.change(
            desk.caller(),
            name,
            roles == null ? before.roles() : Inputs.roles(roles),
            noUnit ? null : unit == null ? before.unit() : unit);
    return Answer.of(after, "已更改账户 " + AccountWords.line(after));
  }
}
