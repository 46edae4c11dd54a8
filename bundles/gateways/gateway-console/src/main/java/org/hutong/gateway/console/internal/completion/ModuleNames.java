package org.hutong.gateway.console.internal.completion;

import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.systems.Modules;

/** The modules. */
@Service
public final class ModuleNames extends Names {
  @Override
  Collection<String> names(Desk desk) {
    return desk.the(Modules.class).list(desk.caller()).stream().map(m -> m.name()).toList();
  }
}
