package org.hutong.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

/** A bundle made here, as a street would be handed one: a jar, or an archive of one or more. */
public final class BundleFile {
  private static final String NAME = "Bundle-SymbolicName";
  private static final String VERSION = "Bundle-Version";
  private static final String IMPORTS = "Import-Package";
  private static final String BLUEPRINT = "OSGI-INF/blueprint/module.xml";

  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  private BundleFile() {}

  /** A bundle without content that sees the SPI of adapters. */
  public static BundleFile named(String name, String version) {
    return new BundleFile()
        .header("Bundle-ManifestVersion", "2")
        .header(NAME, name)
        .header(VERSION, version)
        .imports("org.hutong.adapter;version=\"[1.0,2)\"");
  }

  /** What a jar holds, under another version. */
  public static BundleFile repacked(Path jar, String version) throws IOException {
    BundleFile copy = new BundleFile();
    try (JarFile from = new JarFile(jar.toFile())) {
      from.getManifest()
          .getMainAttributes()
          .forEach((header, value) -> copy.header(header.toString(), value.toString()));
      for (JarEntry entry : Collections.list(from.entries())) {
        if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
          try (InputStream in = from.getInputStream(entry)) {
            copy.entries.put(entry.getName(), in.readAllBytes());
          }
        }
      }
    }
    return copy.header(VERSION, version);
  }

  /** Sets a header. */
  public BundleFile header(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** Imports a package besides. */
  public BundleFile imports(String clause) {
    headers.merge(IMPORTS, clause, (some, more) -> some + "," + more);
    return this;
  }

  /** Takes a text in. */
  public BundleFile entry(String path, String text) {
    entries.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /**
   * Takes a class in.
   *
   * @param inner the ends of the names of its inner classes, such as {@code $1}
   */
  public BundleFile type(Class<?> type, String... inner) throws IOException {
    take(type, "");
    for (String end : inner) {
      take(type, end);
    }
    return this;
  }

  private void take(Class<?> type, String end) throws IOException {
    String path = type.getName().replace('.', '/') + end + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("There is no " + path);
      }
      entries.put(path, in.readAllBytes());
    }
  }

  /** Replaces a part of the classes' names by one that is as long, so that they are its own. */
  public BundleFile renamed(String part, String other) {
    if (part.length() != other.length()) {
      throw new IllegalArgumentException("Not as long: " + part + ", " + other);
    }
    Map<String, byte[]> before = new LinkedHashMap<>(entries);
    entries.clear();
    before.forEach(
        (path, content) ->
            entries.put(
                path.replace(part, other),
                new String(content, StandardCharsets.ISO_8859_1)
                    .replace(part, other)
                    .getBytes(StandardCharsets.ISO_8859_1)));
    return this;
  }

  /** Its Blueprint, whatever it had before. */
  public BundleFile blueprint(String xml) {
    return entry(BLUEPRINT, xml);
  }

  /**
   * Its Blueprint: an adapter factory for a technology.
   *
   * @param bean what stands inside of the factory's element, attributes and all
   * @param besides further elements
   */
  public BundleFile factory(String technology, String bean, String besides) {
    return blueprint(
        """
        <blueprint xmlns="http://www.osgi.org/xmlns/blueprint/v1.0.0">
          <bean id="factory" %s</bean>
          <service ref="factory" interface="org.hutong.adapter.AdapterFactory">
            <service-properties><entry key="hutong.technology" value="%s"/></service-properties>
          </service>
          %s
        </blueprint>
        """
            .formatted(bean, technology, besides));
  }

  private byte[] bytes() throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    headers.forEach((header, value) -> main.put(new Attributes.Name(header), value));
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
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

  private String name() {
    return headers.get(NAME);
  }

  private String version() {
    return headers.get(VERSION);
  }

  /** Writes it to that file. */
  public Path to(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.write(file, bytes());
  }

  /** Writes it into a folder, under its own name. */
  public Path in(Path folder) throws IOException {
    return to(folder.resolve(name() + "-" + version() + ".jar"));
  }

  /** Writes it into a folder as an archive with a features file, and others with it. */
  public Path archiveIn(Path folder, BundleFile... others) throws IOException {
    StringBuilder bundles = new StringBuilder();
    Path file = Files.createDirectories(folder).resolve(name() + "-" + version() + ".kar");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      add(this, zip, bundles);
      for (BundleFile other : others) {
        add(other, zip, bundles);
      }
      zip.putNextEntry(new ZipEntry("repository/features.xml"));
      zip.write(
          """
          <features name="module" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
            <feature name="module" version="%s">
              <feature>hutong-contracts</feature>
          %s  </feature>
          </features>
          """
              .formatted(version(), bundles)
              .getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static void add(BundleFile bundle, ZipOutputStream zip, StringBuilder bundles)
      throws IOException {
    String name = bundle.name();
    String version = bundle.version();
    bundles.append("    <bundle>mvn:org.example/%s/%s</bundle>\n".formatted(name, version));
    zip.putNextEntry(
        new ZipEntry(
            "repository/org/example/%s/%s/%s-%s.jar".formatted(name, version, name, version)));
    zip.write(bundle.bytes());
  }
}
