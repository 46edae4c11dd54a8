package org.hutong.gateway.console.internal.completion;

import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.catalogue.Catalogue;
import org.hutong.gateway.console.internal.Desk;

/** The items as scheme/code. */
@Service
public final class ItemNames extends Names {
  @Override
  Collection<String> names(Desk desk) {
    return desk.the(Catalogue.class).find(null, null, null).stream()
        .map(i -> i.ref().scheme() + "/" + i.ref().code())
        .toList();
  }
}
