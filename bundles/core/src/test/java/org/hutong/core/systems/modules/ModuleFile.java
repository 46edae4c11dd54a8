package org.hutong.core.systems.modules;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A module file written for a test; good until something is put into it. */
final class ModuleFile {
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  static ModuleFile bundle() {
    return new ModuleFile()
        .header("Bundle-ManifestVersion", "2")
        .header("Bundle-SymbolicName", "org.example.module")
        .header("Bundle-Version", "1.2.3")
        .header("Import-Package", "org.hutong.adapter;version=\"[1.0,2)\"")
        .entry("org/example/Factory.class", "x");
  }

  static ModuleFile archive(String features) {
    return new ModuleFile().entry("repository/features.xml", features);
  }

  ModuleFile header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  ModuleFile without(String name) {
    headers.remove(name);
    return this;
  }

  ModuleFile entry(String path, String text) {
    return entry(path, text.getBytes(StandardCharsets.UTF_8));
  }

  ModuleFile entry(String path, byte[] content) {
    entries.put(path, content);
    return this;
  }

  Path write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      if (!headers.isEmpty()) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(
            (name, value) -> manifest.getMainAttributes().put(new Attributes.Name(name), value));
        zip.putNextEntry(new ZipEntry(JarFile.MANIFEST_NAME));
        manifest.write(zip);
      }
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }
}
