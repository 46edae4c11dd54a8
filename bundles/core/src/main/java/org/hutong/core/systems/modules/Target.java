package org.hutong.core.systems.modules;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A feature that Karaf can be told to run for a module.
 *
 * @param repository the features file we wrote; null for what the distribution brings
 * @param locations of its own bundles, exactly as Karaf installs them
 */
record Target(String feature, String version, @Nullable URI repository, List<String> locations) {
  /** As {@code FeaturesService} takes it; a name there is a pattern. */
  String id() {
    return feature.replace(".", "\\.") + "/" + version;
  }
}
