package org.hutong.core.systems.modules;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * An unpacked distribution that does not run, as a module's form is judged against it: the bundles
 * that it starts with and those of the features that it boots.
 */
final class Distribution implements Surroundings {
  private static final Pattern MVN =
      Pattern.compile("mvn:([^/]+)/([^/]+)/([^/$]+)(?:/([^/$]+))?(?:/([^/$]+))?(?:\\$.*)?");
  private static final String REFERENCE = "reference:file:";

  /** A bundle by what its manifest says. */
  private record Bundle(
      String symbolicName, Version version, List<Clause> exports, List<String> imports) {}

  private final String version;
  private final Map<String, BootFeatures.Found> features;
  private final Map<String, Bundle> bundles = new HashMap<>();
  private final List<Clause> packages = new ArrayList<>();
  private final Surroundings running;

  private Distribution(
      String version, Map<String, BootFeatures.Found> features, Surroundings running) {
    this.version = version;
    this.features = features;
    this.running = running;
  }

  /**
   * Reads a distribution's folder.
   *
   * @param running whose JDK the distribution will meet too
   * @throws IOException when the folder holds none, or not all of it; the message says what is
   *     missing
   */
  static Distribution read(Path home, Surroundings running) throws IOException {
    Path etc = home.resolve("etc");
    List<String> boot =
        Stream.of(
                properties(etc.resolve("org.apache.karaf.features.cfg"))
                    .getProperty("featuresBoot", "")
                    .split("[\\s,()]+"))
            .filter(each -> !each.isEmpty())
            .map(each -> each.split("/")[0])
            .toList();
    Path system = home.resolve("system");
    try {
      String build = Files.readString(etc.resolve("build.id")).strip().split("\\s")[0];
      Distribution read = new Distribution(build, BootFeatures.of(system, boot), running);
      read.packages.addAll(framework(properties(etc.resolve("config.properties"))));
      Set<Path> jars = new LinkedHashSet<>();
      properties(etc.resolve("startup.properties"))
          .stringPropertyNames()
          .forEach(each -> jars.add(jar(system, each)));
      read.features.values().stream()
          .flatMap(each -> each.bundles().stream())
          .forEach(each -> jars.add(jar(system, each)));
      for (Path jar : jars) {
        read.add(jar);
      }
      return read;
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
  }

  private static Properties properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return properties;
  }

  private static List<Clause> framework(Properties config) {
    return Stream.of(Constants.FRAMEWORK_SYSTEMPACKAGES, Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA)
        .flatMap(each -> Clause.of(config.getProperty(each)).stream())
        .toList();
  }

  private static Path jar(Path system, String location) {
    if (location.startsWith(REFERENCE)) {
      return system.resolve(location.substring(REFERENCE.length()));
    }
    Matcher mvn = MVN.matcher(location.replaceFirst("^wrap:", ""));
    if (!mvn.matches()) {
      throw new IllegalArgumentException(location);
    }
    String type = mvn.group(4) == null ? "jar" : mvn.group(4);
    String classifier = mvn.group(5) == null ? "" : "-" + mvn.group(5);
    return system
        .resolve(mvn.group(1).replace('.', '/'))
        .resolve(mvn.group(2))
        .resolve(mvn.group(3))
        .resolve(mvn.group(2) + "-" + mvn.group(3) + classifier + "." + type);
  }

  private void add(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile(), false)) {
      Manifest manifest = jar.getManifest();
      Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
      List<Clause> names = Clause.of(main.getValue(Constants.BUNDLE_SYMBOLICNAME));
      if (names.isEmpty()) {
        return;
      }
      List<Clause> exports = Clause.of(main.getValue(Constants.EXPORT_PACKAGE));
      bundles.put(
          names.get(0).path(),
          new Bundle(
              names.get(0).path(),
              Version.parseVersion(main.getValue(Constants.BUNDLE_VERSION)),
              exports,
              Clause.of(main.getValue(Constants.IMPORT_PACKAGE)).stream()
                  .map(Clause::path)
                  .toList()));
      packages.addAll(exports);
    }
  }

  /** As its build names it. */
  String version() {
    return version;
  }

  /** The version of the adapter that it brings under this symbolic name. */
  Optional<Version> builtIn(String symbolicName) {
    boolean adapter =
        features.values().stream()
            .filter(each -> each.name().startsWith(KarafFeatures.BUILT_IN))
            .flatMap(each -> KarafFeatures.parts(each.bundles()).stream())
            .anyMatch(each -> each.symbolicName().equals(symbolicName));
    return Optional.ofNullable(adapter ? bundles.get(symbolicName) : null).map(Bundle::version);
  }

  @Override
  public boolean exported(String packageName, VersionRange range) {
    return packages.stream()
            .filter(each -> each.path().equals(packageName))
            .map(each -> each.attributes().get(Constants.VERSION_ATTRIBUTE))
            .anyMatch(each -> range.includes(Version.parseVersion(each)))
        || jdk(packageName) && running.exported(packageName, range);
  }

  /** What a distribution brings itself is not taken from the running one. */
  private static boolean jdk(String packageName) {
    return ModuleLayer.boot().modules().stream()
        .anyMatch(each -> each.getPackages().contains(packageName));
  }

  @Override
  public List<String> importers(String packageName) {
    return bundles.values().stream()
        .filter(each -> each.imports().contains(packageName))
        .map(Bundle::symbolicName)
        .sorted()
        .toList();
  }

  @Override
  public boolean installed(String symbolicName) {
    return bundles.containsKey(symbolicName);
  }

  @Override
  public Optional<String> feature(String name) {
    return Optional.ofNullable(features.get(name)).map(BootFeatures.Found::version);
  }

  @Override
  public List<String> contractPackages() {
    return FrameworkSurroundings.CONTRACTS.stream()
        .map(bundles::get)
        .filter(each -> each != null)
        .map(Bundle::exports)
        .flatMap(Collection::stream)
        .map(Clause::path)
        .sorted()
        .toList();
  }
}
