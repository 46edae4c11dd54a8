package org.hutong.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
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
    Files.createDirectories(to.toAbsolutePath().getParent());
    try (JarFile from = new JarFile(jar.toFile());
        OutputStream file = Files.newOutputStream(to)) {
      Manifest manifest = new Manifest(from.getManifest());
      manifest.getMainAttributes().putValue(VERSION, version);
      try (JarOutputStream out = new JarOutputStream(file, manifest)) {
        Enumeration<JarEntry> entries = from.entries();
        while (entries.hasMoreElements()) {
          JarEntry entry = entries.nextElement();
          if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
            out.putNextEntry(new JarEntry(entry.getName()));
            try (InputStream in = from.getInputStream(entry)) {
              in.transferTo(out);
            }
            out.closeEntry();
          }
        }
      }
    }
    return to;
  }
}
