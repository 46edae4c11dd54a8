package org.hutong.adapter.support;

import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** Tells a system which version of an adapter speaks to it. */
public final class Versions {
  private Versions() {}

  /**
   * {@code <adapter>/<version of the bundle that holds the class>}; {@code 0} outside a container.
   */
  public static String product(String adapter, Class<?> inside) {
    Optional<Bundle> bundle = Optional.ofNullable(FrameworkUtil.getBundle(inside));
    return adapter + "/" + bundle.map(each -> each.getVersion().toString()).orElse("0");
  }
}
