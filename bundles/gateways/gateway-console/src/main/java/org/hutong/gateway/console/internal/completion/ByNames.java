package org.hutong.gateway.console.internal.completion;

import java.util.Arrays;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.statistics.By;

/** What cases are counted by. */
@Service
public final class ByNames extends Names {
  @Override
  Collection<String> names(Desk desk) {
    return Arrays.stream(By.values()).map(By::wireName).toList();
  }
}
