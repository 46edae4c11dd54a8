package org.hutong.itests.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** One bundle of ours as it was packed, found on the class path of the tests. */
record Bundle(String name, Path jar) {
  static final String KERNEL = "kernel";
  static final String ADAPTER_SPI = "adapter-spi";
  static final String DOMAIN_API = "domain-api";
  static final String CORE = "core";

  static final List<String> CONTRACTS = List.of(KERNEL, ADAPTER_SPI, DOMAIN_API);
  static final List<String> ADAPTERS =
      List.of("adapter-jdbc", "adapter-rest", "adapter-soap", "adapter-file", "adapter-webform");
  static final List<String> GATEWAYS = List.of("gateway-rest", "gateway-soap", "gateway-console");

  static Bundle of(String name) {
    String file = name + "-" + System.getProperty("project.version") + ".jar";
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.getFileName().toString().equals(file))
        .findFirst()
        .map(path -> new Bundle(name, path))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    file
                        + " is not on the class path as a jar. These tests read packed bundles:"
                        + " run ./mvnw verify (not test), or install the bundle first."));
  }

  static List<Bundle> all() {
    return List.of(CONTRACTS, List.of(CORE), ADAPTERS, GATEWAYS).stream()
        .flatMap(List::stream)
        .map(Bundle::of)
        .toList();
  }

  static List<Bundle> of(List<String> names) {
    return names.stream().map(Bundle::of).toList();
  }

  /** The classes of ours in it. */
  JavaClasses classes() {
    try (JarFile file = new JarFile(jar.toFile())) {
      return new ClassFileImporter()
          .withImportOption(location -> location.contains("/org/hutong/"))
          .importJar(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Manifest manifest() {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> entries() {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The package where an adapter or a gateway keeps all it has. */
  String privatePackage() {
    return "org.hutong." + name.replace('-', '.') + ".internal";
  }

  @Override
  public String toString() {
    return name;
  }
}
