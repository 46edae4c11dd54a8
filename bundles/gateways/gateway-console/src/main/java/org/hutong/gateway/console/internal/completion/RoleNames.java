package org.hutong.gateway.console.internal.completion;

import java.util.Arrays;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Role;
import org.hutong.gateway.console.internal.Desk;

/** The roles. */
@Service
public final class RoleNames extends Names {
  @Override
  Collection<String> names(Desk desk) {
    return Arrays.stream(Role.values()).map(Role::wireName).toList();
  }
}
