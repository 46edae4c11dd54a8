package org.hutong.core.systems.modules;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running framework as a module's form is judged against it. */
final class FrameworkSurroundings implements Surroundings {
  private static final Logger LOG = LoggerFactory.getLogger(FrameworkSurroundings.class);

  /** The bundles of what modules and appliance share. */
  static final List<String> CONTRACTS =
      List.of("org.hutong.kernel", "org.hutong.adapter-spi", "org.hutong.domain-api");

  private final BundleContext context;
  private final KarafFeatures features;

  FrameworkSurroundings(BundleContext context, KarafFeatures features) {
    this.context = context;
    this.features = features;
  }

  @Override
  public boolean exported(String packageName, VersionRange range) {
    return packageName.startsWith("java.")
        || packages()
            .filter(each -> packageName.equals(name(each)))
            .map(each -> each.getAttributes().get(Constants.VERSION_ATTRIBUTE))
            .anyMatch(
                version -> range.includes(version instanceof Version v ? v : Version.emptyVersion));
  }

  @Override
  public List<String> importers(String packageName) {
    return Arrays.stream(context.getBundles())
        .filter(
            bundle ->
                Clause.of(bundle.getHeaders("").get(Constants.IMPORT_PACKAGE)).stream()
                    .anyMatch(clause -> clause.path().equals(packageName)))
        .map(Bundle::getSymbolicName)
        .sorted()
        .distinct()
        .toList();
  }

  @Override
  public boolean installed(String symbolicName) {
    return Arrays.stream(context.getBundles())
        .anyMatch(bundle -> symbolicName.equals(bundle.getSymbolicName()));
  }

  @Override
  public Optional<String> feature(String name) {
    try {
      return features.installed(name);
    } catch (ProvisionFailed e) {
      LOG.warn("Karaf does not tell its installed features", e);
      return Optional.empty();
    }
  }

  @Override
  public List<String> contractPackages() {
    return packages()
        .filter(each -> CONTRACTS.contains(each.getRevision().getBundle().getSymbolicName()))
        .map(FrameworkSurroundings::name)
        .sorted()
        .toList();
  }

  private Stream<BundleCapability> packages() {
    return Arrays.stream(context.getBundles())
        .map(bundle -> bundle.adapt(BundleWiring.class))
        .filter(wiring -> wiring != null)
        .flatMap(wiring -> wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream());
  }

  private static String name(BundleCapability capability) {
    return String.valueOf(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE));
  }
}
