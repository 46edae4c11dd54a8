package org.hutong.gateway.console.internal.completion;

import java.util.Collection;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.catalogue.Catalogue;
import org.hutong.gateway.console.internal.Desk;

/** The schemes of items. */
@Service
public final class SchemeNames extends Names {
  @Override
  Collection<String> names(Desk desk) {
    return desk.the(Catalogue.class).schemes().stream().map(Catalogue.Scheme::scheme).toList();
  }
}
