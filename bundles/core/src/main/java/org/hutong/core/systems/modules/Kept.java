package org.hutong.core.systems.modules;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.hutong.core.systems.modules.ModuleForm.FeatureRef;
import org.osgi.framework.Version;

/**
 * A version of a module as it is kept under {@code HUTONG_DATA/modules/<name>/<version>/}.
 *
 * @param jars file names there, in the order of the feature
 * @param symbolicNames of its bundles, in the same order
 * @param versions of its bundles, in the same order
 * @param features installed features it names
 * @param digest SHA-256 over the jars: a version never means two contents
 * @param technologies what its factories served when it last came up
 */
record Kept(
    String name,
    String version,
    List<String> jars,
    List<String> symbolicNames,
    List<String> versions,
    List<FeatureRef> features,
    String digest,
    List<String> technologies,
    OffsetDateTime installedAt) {

  List<Target.Part> parts() {
    List<Target.Part> parts = new ArrayList<>();
    for (int i = 0; i < jars.size(); i++) {
      parts.add(new Target.Part(symbolicNames.get(i), Version.parseVersion(versions.get(i))));
    }
    return parts;
  }

  Kept serving(List<String> served) {
    return new Kept(
        name,
        version,
        jars,
        symbolicNames,
        versions,
        features,
        digest,
        List.copyOf(served),
        installedAt);
  }
}
