package org.hutong.gateway.console.internal.completion;

import java.util.Arrays;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.casework.Action;
import org.hutong.gateway.console.internal.Desk;

/** What can be done to a case. */
@Service
public final class CaseActionNames extends Names {
  @Override
  Collection<String> names(Desk desk) {
    return Arrays.stream(Action.values()).map(Action::wireName).toList();
  }
}
