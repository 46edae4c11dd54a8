package org.hutong.gateway.console.internal.completion;

import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.systems.Appliance;

/** The purpose codes. */
@Service
public final class PurposeNames extends Names {
  @Override
  Collection<String> names(Desk desk) {
    return desk.the(Appliance.class).capabilities(desk.caller()).purposes().stream()
        .map(Appliance.Purpose::code)
        .toList();
  }
}
