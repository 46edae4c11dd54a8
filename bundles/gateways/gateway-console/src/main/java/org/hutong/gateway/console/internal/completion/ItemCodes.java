package org.hutong.gateway.console.internal.completion;

import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.catalogue.Catalogue;
import org.hutong.gateway.console.internal.Desk;

/** The items by their codes. */
@Service
public final class ItemCodes extends Names {
  @Override
  Collection<String> names(Desk desk) {
    return desk.the(Catalogue.class).find(null, null, null).stream()
        .map(i -> i.ref().code())
        .distinct()
        .toList();
  }
}
