package org.hutong.gateway.console.internal.completion;

import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Account;
import org.hutong.access.Accounts;
import org.hutong.gateway.console.internal.Desk;

/** The accounts. */
@Service
public final class AccountNames extends Names {
  @Override
  Collection<String> names(Desk desk) {
    return desk.the(Accounts.class).list(desk.caller()).stream().map(Account::name).toList();
  }
}
