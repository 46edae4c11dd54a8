package org.hutong.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** A shipped bundle packed again under a newer version: what a street would be handed as update. */
public final class NewerBundle {
  private static final String VERSION = "Bundle-Version";

  private NewerBundle() {}

  /** The jar of one of our bundles inside the unpacked distribution. */
  public static Path shipped(Path home, String artifact) throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("system/org/hutong").resolve(artifact))) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("The distribution holds no " + artifact));
    }
  }

  /** The version a jar's manifest names. */
  public static String version(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue(VERSION);
    }
  }

  /** Writes the same bundle under another version. */
  public static Path write(Path jar, String version, Path to) throws IOException {
    return BundleFile.repacked(jar, version).to(to);
  }
}
