package org.hutong.gateway.console.internal.completion;

import java.util.Arrays;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.casework.CaseState;
import org.hutong.gateway.console.internal.Desk;

/** The states of a case. */
@Service
public final class CaseStateNames extends Names {
  @Override
  Collection<String> names(Desk desk) {
    return Arrays.stream(CaseState.values()).map(Enum::name).toList();
  }
}
