package org.hutong.core.systems.modules;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.karaf.features.BundleInfo;
import org.apache.karaf.features.Dependency;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.hutong.core.store.PrivateFiles;
import org.hutong.core.systems.modules.ModuleForm.FeatureRef;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Karaf's features service as modules use it, and the one seam where its {@code throws Exception}
 * ends. Never asked to leave out a refresh: that would only move it to the next, unrelated install.
 */
final class KarafFeatures {
  private static final Logger LOG = LoggerFactory.getLogger(KarafFeatures.class);

  /** How the features of the distribution's adapters begin. */
  static final String BUILT_IN = "hutong-adapter-";

  private static final String MODULE = "hutong-module-";
  private static final Pattern MVN = Pattern.compile("mvn:([^/]+)/([^/]+)/([^/]+)");

  /** The same as the adapters of the distribution. */
  private static final int START_LEVEL = 70;

  private final BundleContext context;
  private final FeaturesService features;
  private final Path root;
  private final KarafCache cache;
  private final BoundedProvision bounded;

  /**
   * Features files under {@code root} are ours, all others are the distribution's.
   *
   * @param limit how long Karaf may take until a bundle that neither starts nor stops is
   *     interrupted
   */
  KarafFeatures(
      BundleContext context,
      FeaturesService features,
      Path root,
      KarafCache cache,
      Duration limit) {
    this.context = context;
    this.features = features;
    this.root = root;
    this.cache = cache;
    this.bounded = new BoundedProvision(limit);
  }

  @FunctionalInterface
  private interface Ask<T> {
    T ask() throws Exception;
  }

  private static <T> T ask(Ask<T> ask) throws ProvisionFailed {
    try {
      return ask.ask();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProvisionFailed("操作被中断", e);
    } catch (Exception e) {
      throw new ProvisionFailed(reason(e), e);
    }
  }

  private Ask<Boolean> writing(BoundedProvision.Work work) {
    return () ->
        cache.during(
            () -> {
              work.run();
              return true;
            });
  }

  private void change(BoundedProvision.Work work) throws ProvisionFailed {
    ask(
        () -> {
          bounded.run(() -> writing(work).ask());
          return true;
        });
  }

  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String text = failure.getMessage();
    if (failure.getSuppressed().length > 0) {
      text = failure.getSuppressed()[0].getMessage();
    }
    if (text == null || text.startsWith("Error restarting bundles")) {
      text = deepest.getMessage();
    }
    String line = String.valueOf(text).strip().replaceAll("\\s+", " ");
    return line.length() > 400 ? line.substring(0, 400) + "…" : line;
  }

  /** The adapters' features of the distribution, installed or not. */
  List<Feature> builtIns() throws ProvisionFailed {
    return ask(
        () ->
            Arrays.stream(features.listFeatures())
                .filter(each -> each.getName().startsWith(BUILT_IN))
                .filter(each -> !ours(each.getRepositoryUrl()))
                .toList());
  }

  /** The adapter that the distribution brings under this symbolic name. */
  Optional<Feature> builtIn(String name) throws ProvisionFailed {
    return builtIns().stream()
        .filter(each -> target(each).parts().stream().anyMatch(p -> p.symbolicName().equals(name)))
        .findFirst();
  }

  /** What the distribution brings: its bundles are named {@code org.hutong.<artifact>}. */
  static Target target(Feature builtIn) {
    List<String> locations = builtIn.getBundles().stream().map(BundleInfo::getLocation).toList();
    return new Target(builtIn.getName(), builtIn.getVersion(), null, locations, parts(locations));
  }

  /** The bundles at those locations. */
  static List<Target.Part> parts(List<String> locations) {
    List<Target.Part> parts = new ArrayList<>();
    for (String location : locations) {
      Matcher mvn = MVN.matcher(location);
      if (mvn.matches()) {
        Version version = Version.parseVersion(mvn.group(3).replace("-", "."));
        parts.add(new Target.Part(mvn.group(1) + "." + mvn.group(2), version));
      }
    }
    return parts;
  }

  /**
   * Writes the features file of a kept version into its folder. It takes the name of the feature
   * the distribution brings, if it does: then one upgrade replaces one by the other.
   */
  Target target(Kept kept, Path folder) throws ProvisionFailed {
    Optional<Feature> builtIn = builtIn(kept.name());
    String feature = feature(kept, builtIn);
    Set<FeatureRef> refs = new LinkedHashSet<>();
    for (FeatureRef each : kept.features()) {
      // Its version is the distribution's affair: another release has another.
      Optional<String> version = installed(each.name());
      if (version.isEmpty()) {
        throw new ProvisionFailed(missing(kept, each), null);
      }
      refs.add(new FeatureRef(each.name(), version.get()));
    }
    for (Dependency each : builtIn.map(Feature::getDependencies).orElse(List.of())) {
      installed(each.getName()).ifPresent(v -> refs.add(new FeatureRef(each.getName(), v)));
    }
    List<String> locations = new ArrayList<>();
    for (String jar : kept.jars()) {
      locations.add(folder.resolve(jar).toUri().toString());
    }
    Path file = folder.resolve("features.xml");
    byte[] xml = xml(kept, feature, refs, locations).getBytes(StandardCharsets.UTF_8);
    try {
      if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), xml)) {
        PrivateFiles.write(file, xml);
      }
    } catch (IOException e) {
      throw new ProvisionFailed("无法写入模块目录", e);
    }
    return new Target(feature, kept.version(), file.toUri(), locations, kept.parts());
  }

  private static String feature(Kept kept, Optional<Feature> builtIn) {
    return builtIn.map(Feature::getName).orElse(MODULE + kept.name());
  }

  /** By its names alone, without files. */
  Target bare(Kept kept) throws ProvisionFailed {
    String feature = feature(kept, builtIn(kept.name()));
    return new Target(feature, kept.version(), null, List.of(), kept.parts());
  }

  static String missing(Kept kept, FeatureRef feature) {
    return kept.name() + " 引用的 feature " + feature.name() + " 在该版本中没有安装";
  }

  private static String xml(
      Kept kept, String feature, Set<FeatureRef> refs, List<String> locations) {
    // Names, versions and our own paths: none of them can hold a character XML minds, but one.
    StringBuilder xml = new StringBuilder();
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<features name=\"")
        .append(MODULE + kept.name() + "-" + kept.version())
        .append("\" xmlns=\"http://karaf.apache.org/xmlns/features/v1.6.0\">\n")
        .append("  <feature name=\"" + feature + "\" version=\"" + kept.version() + "\">\n");
    refs.forEach(
        ref ->
            xml.append("    <feature version=\"" + ref.version() + "\">" + ref.name())
                .append("</feature>\n"));
    locations.forEach(
        location ->
            xml.append("    <bundle start-level=\"" + START_LEVEL + "\">")
                .append(location.replace("&", "&amp;"))
                .append("</bundle>\n"));
    return xml.append("  </feature>\n</features>\n").toString();
  }

  /** The version of the installed feature of that name. */
  Optional<String> installed(String name) throws ProvisionFailed {
    return ask(
        () ->
            Arrays.stream(features.listInstalledFeatures())
                .filter(each -> each.getName().equals(name))
                .map(Feature::getVersion)
                .findFirst());
  }

  /** An installed feature of a module. */
  record Installed(String module, String feature, String version) {}

  /** The installed features whose files lie in our folder, at {@code <module>/<version>/}. */
  List<Installed> installedOurs() throws ProvisionFailed {
    return ask(
        () ->
            Arrays.stream(features.listInstalledFeatures())
                .filter(each -> ours(each.getRepositoryUrl()))
                .map(
                    each ->
                        new Installed(
                            root.relativize(Path.of(URI.create(each.getRepositoryUrl())))
                                .getName(0)
                                .toString(),
                            each.getName(),
                            each.getVersion()))
                .toList());
  }

  /** What Karaf would do, in its own words. */
  List<String> simulate(Target target) throws ProvisionFailed {
    know(target);
    try (FeatureLog log = FeatureLog.open(context)) {
      ask(
          writing(
              () ->
                  features.installFeatures(
                      Set.of(target.id()),
                      EnumSet.of(
                          FeaturesService.Option.Simulate, FeaturesService.Option.Upgrade))));
      return log.lines();
    }
  }

  /** Makes it the one version of its feature that is installed. */
  void install(Target target) throws ProvisionFailed {
    know(target);
    change(
        () ->
            features.installFeatures(
                Set.of(target.id()), EnumSet.of(FeaturesService.Option.Upgrade)));
  }

  /** Uninstalls the feature, whatever its version; nothing happens when it is not installed. */
  void withdraw(String feature) throws ProvisionFailed {
    Optional<String> version = installed(feature);
    if (version.isPresent()) {
      change(
          () ->
              features.uninstallFeatures(
                  Set.of(feature.replace(".", "\\.")),
                  EnumSet.noneOf(FeaturesService.Option.class)));
    }
  }

  private void know(Target target) throws ProvisionFailed {
    URI repository = target.repository();
    if (repository != null) {
      ask(
          writing(
              () -> {
                features.refreshRepository(repository);
                features.addRepository(repository);
              }));
    }
  }

  /** Takes a features file of ours out of Karaf's memory; its feature must not be installed. */
  void forget(URI repository) {
    try {
      ask(writing(() -> features.removeRepository(repository, false)));
    } catch (ProvisionFailed e) {
      LOG.info("Karaf still knows {}: {}", repository, e.getMessage());
    }
  }

  /** Features files of ours that Karaf knows. */
  List<URI> known() throws ProvisionFailed {
    return ask(
        () ->
            Arrays.stream(features.listRepositories())
                .map(each -> each.getURI())
                .filter(uri -> ours(uri.toString()))
                .toList());
  }

  private boolean ours(String url) {
    return url != null && url.startsWith(root.toUri().toString());
  }
}
