package org.hutong.core.systems.modules;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/**
 * A feature that Karaf can be told to run for a module.
 *
 * @param repository the features file we wrote; null for what the distribution brings
 * @param locations of its own bundles, as the feature names them
 */
record Target(
    String feature,
    String version,
    @Nullable URI repository,
    List<String> locations,
    List<Part> parts) {

  /**
   * One of its bundles. Not known by its location: for a small step of the version Karaf updates
   * the bundle in place, and it keeps the location it had.
   */
  record Part(String symbolicName, Version version) {
    boolean is(Bundle bundle) {
      return symbolicName.equals(bundle.getSymbolicName()) && version.equals(bundle.getVersion());
    }

    Optional<Bundle> in(BundleContext context) {
      return Arrays.stream(context.getBundles()).filter(this::is).findFirst();
    }
  }

  /** Whether all its bundles are installed, whatever became of them. */
  boolean standsIn(BundleContext context) {
    return parts.stream().allMatch(each -> each.in(context).isPresent());
  }

  /** As {@code FeaturesService} takes it; a name there is a pattern. */
  String id() {
    return feature.replace(".", "\\.") + "/" + version;
  }
}
