package org.hutong.gateway.console.internal.completion;

import java.util.Arrays;
import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.delivery.DeliveryState;
import org.hutong.gateway.console.internal.Desk;

/** The states of a delivery. */
@Service
public final class DeliveryStateNames extends Names {
  @Override
  Collection<String> names(Desk desk) {
    return Arrays.stream(DeliveryState.values()).map(Enum::name).toList();
  }
}
