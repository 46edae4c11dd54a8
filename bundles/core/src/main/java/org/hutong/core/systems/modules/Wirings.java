package org.hutong.core.systems.modules;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/** How the bundles outside a module are wired: a swap must leave every one as it was. */
final class Wirings {
  private final BundleContext context;
  private final Map<Bundle, BundleWiring> before = new HashMap<>();

  Wirings(BundleContext context, Collection<String> moduleNames) {
    this.context = context;
    for (Bundle bundle : context.getBundles()) {
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      if (wiring != null && !moduleNames.contains(bundle.getSymbolicName())) {
        before.put(bundle, wiring);
      }
    }
  }

  /** Symbolic names of the bundles that are gone or wired anew. */
  List<String> disturbed() {
    List<Bundle> now = List.of(context.getBundles());
    return before.entrySet().stream()
        .filter(
            each ->
                !now.contains(each.getKey())
                    || each.getKey().adapt(BundleWiring.class) != each.getValue())
        .map(each -> each.getKey().getSymbolicName())
        .sorted()
        .toList();
  }
}
