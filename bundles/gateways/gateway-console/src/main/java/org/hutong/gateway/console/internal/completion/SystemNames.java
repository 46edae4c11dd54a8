package org.hutong.gateway.console.internal.completion;

import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.systems.SystemInfo;
import org.hutong.systems.Systems;

/** The systems. */
@Service
public final class SystemNames extends Names {
  @Override
  Collection<String> names(Desk desk) {
    return desk.the(Systems.class).list(desk.caller()).stream().map(SystemInfo::id).toList();
  }
}
