package org.hutong.harness.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.hutong.harness.proof.leak.LeakyFactory;

/** A module whose adapter leaves a thread behind. */
final class LeakyModule {
  static final String FACTORY = LeakyFactory.class.getName();
  private static final String BLUEPRINT =
      """
      <blueprint xmlns="http://www.osgi.org/xmlns/blueprint/v1.0.0">
        <bean id="factory" class="%s"/>
        <service ref="factory" interface="org.hutong.adapter.AdapterFactory">
          <service-properties><entry key="hutong.technology" value="leaky"/></service-properties>
        </service>
      </blueprint>
      """;

  private LeakyModule() {}

  static Path write(Path folder, String version) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "org.example.leaky");
    main.putValue("Bundle-Version", version);
    main.putValue("Import-Package", "org.hutong.adapter;version=\"[1.0,2)\"");
    Path file = Files.createDirectories(folder).resolve("leaky-" + version + ".jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (String name : new String[] {FACTORY, FACTORY + "$Leaky"}) {
        String path = name.replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(path));
        try (InputStream in = LeakyModule.class.getClassLoader().getResourceAsStream(path)) {
          in.transferTo(jar);
        }
      }
      jar.putNextEntry(new JarEntry("OSGI-INF/blueprint/leaky.xml"));
      jar.write(BLUEPRINT.formatted(FACTORY).getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
