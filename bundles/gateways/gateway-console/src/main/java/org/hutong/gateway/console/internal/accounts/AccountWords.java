package org.hutong.gateway.console.internal.accounts;

import java.util.stream.Collectors;
import org.hutong.access.Account;
import org.hutong.access.Role;
import org.hutong.gateway.console.internal.text.Words;

/** How an account reads. */
final class AccountWords {
  private AccountWords() {}

  static String roles(Account account) {
    return account.roles().stream().sorted().map(Role::wireName).collect(Collectors.joining(" "));
  }

  static String state(Account account) {
    if (account.disabled()) {
      return "已停用";
    }
    if (account.lockedUntil() != null) {
      return "锁定至 " + Words.of(account.lockedUntil());
    }
    return account.initialPassword() ? "初始密码未改" : "正常";
  }

  static String line(Account account) {
    return account.name()
        + "（角色 "
        + roles(account)
        + "，单位 "
        + Words.of(account.unit())
        + "，"
        + state(account)
        + "）";
  }
}
