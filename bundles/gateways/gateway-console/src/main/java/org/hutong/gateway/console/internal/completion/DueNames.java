package org.hutong.gateway.console.internal.completion;

import java.util.Arrays;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.casework.DueList;
import org.hutong.gateway.console.internal.Desk;

/** Lists by the limit. */
@Service
public final class DueNames extends Names {
  @Override
  Collection<String> names(Desk desk) {
    return Arrays.stream(DueList.values()).map(Enum::name).toList();
  }
}
