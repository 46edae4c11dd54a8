package org.hutong.core.systems.modules;

import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.Version;

/**
 * A module file whose form was read.
 *
 * @param bundles at least one; the first gives the module its name and version
 * @param features what its feature names besides its bundles; always installed already
 */
record ModuleForm(List<BundleForm> bundles, List<FeatureRef> features) {

  /** A bundle of the module. */
  record BundleForm(String symbolicName, Version version, Path jar) {}

  /** An installed feature that a module's feature names. */
  record FeatureRef(String name, String version) {}

  String name() {
    return bundles.get(0).symbolicName();
  }

  Version version() {
    return bundles.get(0).version();
  }
}
