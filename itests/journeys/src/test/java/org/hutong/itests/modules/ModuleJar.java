package org.hutong.itests.modules;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hutong.itests.modules.adapter.ScriptedActivator;
import org.hutong.itests.modules.adapter.ScriptedFactory;

/** A module made for a test: good but for what the test says is wrong with it. */
public final class ModuleJar {
  private static final String BLUEPRINT = "OSGI-INF/blueprint/module.xml";

  private final String name;
  private final String version;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  private ModuleJar(String name, String version) {
    this.name = name;
    this.version = version;
  }

  /** A module whose adapter behaves as {@link ScriptedFactory} says. */
  public static ModuleJar scripted(String name, String version, String technology, String health) {
    ModuleJar jar = new ModuleJar(name, version);
    jar.header("Bundle-ManifestVersion", "2");
    jar.header("Import-Package", "org.hutong.adapter;version=\"[1.0,2)\"");
    jar.addClass(ScriptedFactory.class);
    jar.addClass(ScriptedFactory.class.getName() + "$1");
    return jar.blueprint(
        """
        <blueprint xmlns="http://www.osgi.org/xmlns/blueprint/v1.0.0">
          <bean id="factory" class="%s"><argument value="%s"/></bean>
          <service ref="factory" interface="org.hutong.adapter.AdapterFactory">
            <service-properties><entry key="hutong.technology" value="%s"/></service-properties>
          </service>
        </blueprint>
        """
            .formatted(ScriptedFactory.class.getName(), health, technology));
  }

  /** A bundle that was shipped, under another version. */
  static ModuleJar repacked(Path shipped, String version) throws IOException {
    try (JarFile jar = new JarFile(shipped.toFile())) {
      Attributes main = jar.getManifest().getMainAttributes();
      ModuleJar copy = new ModuleJar(main.getValue("Bundle-SymbolicName"), version);
      main.forEach((key, value) -> copy.headers.put(key.toString(), value.toString()));
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
          try (InputStream in = jar.getInputStream(entry)) {
            copy.entries.put(entry.getName(), in.readAllBytes());
          }
        }
      }
      return copy;
    }
  }

  /** Adds an activator that behaves as {@link ScriptedActivator} says. */
  ModuleJar activator(String behaviour) {
    addClass(ScriptedActivator.class);
    return header("Bundle-Activator", ScriptedActivator.class.getName())
        .header("Scripted", behaviour)
        .header("Import-Package", headers.get("Import-Package") + ",org.osgi.framework");
  }

  ModuleJar header(String header, String value) {
    headers.put(header, value);
    return this;
  }

  ModuleJar blueprint(String xml) {
    entries.put(BLUEPRINT, xml.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  ModuleJar entry(String path, String text) {
    entries.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  private void addClass(Class<?> type) {
    addClass(type.getName());
  }

  private void addClass(String className) {
    String path = className.replace('.', '/') + ".class";
    try (InputStream in = ModuleJar.class.getClassLoader().getResourceAsStream(path)) {
      entries.put(path, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    headers.forEach((header, value) -> main.put(new Attributes.Name(header), value));
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(new Attributes.Name("Bundle-SymbolicName"), name);
    main.put(new Attributes.Name("Bundle-Version"), version);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Writes it into a folder. */
  public Path in(Path folder) throws IOException {
    return Files.write(folder.resolve(name + "-" + version + ".jar"), bytes());
  }

  /** The same in an archive with a features file. */
  Path archiveIn(Path folder) throws IOException {
    Path file = folder.resolve(name + "-" + version + ".kar");
    String jar = "repository/org/example/module/" + version + "/module-" + version + ".jar";
    String features =
        """
        <features name="module" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
          <feature name="module" version="%s">
            <feature>hutong-contracts</feature>
            <bundle>mvn:org.example/module/%s</bundle>
          </feature>
        </features>
        """
            .formatted(version, version);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("repository/module-features.xml"));
      zip.write(features.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry(jar));
      zip.write(bytes());
    }
    return file;
  }
}
