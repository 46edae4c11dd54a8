package org.hutong.core.systems.modules;

import java.time.OffsetDateTime;
import java.util.List;
import org.hutong.core.systems.modules.ModuleForm.FeatureRef;

/**
 * A version of a module as it is kept under {@code HUTONG_DATA/modules/<name>/<version>/}.
 *
 * @param jars file names there, in the order of the feature
 * @param symbolicNames of its bundles, in the same order
 * @param features installed features it names
 * @param digest SHA-256 over the jars: a version never means two contents
 * @param technologies what its factories served when it last came up
 */
record Kept(
    String name,
    String version,
    List<String> jars,
    List<String> symbolicNames,
    List<FeatureRef> features,
    String digest,
    List<String> technologies,
    OffsetDateTime installedAt) {

  Kept serving(List<String> served) {
    return new Kept(
        name, version, jars, symbolicNames, features, digest, List.copyOf(served), installedAt);
  }
}
