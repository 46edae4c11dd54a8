package org.hutong.itests.modules;

import java.io.IOException;
import java.nio.file.Path;
import org.hutong.harness.BundleFile;
import org.hutong.itests.modules.adapter.ScriptedActivator;
import org.hutong.itests.modules.adapter.ScriptedFactory;

/** A module made for a test: good but for what the test says is wrong with it. */
public final class ModuleJar {
  private final BundleFile file;

  private ModuleJar(BundleFile file) {
    this.file = file;
  }

  /** A module whose adapter behaves as {@link ScriptedFactory} says. */
  public static ModuleJar scripted(String name, String version, String technology, String health)
      throws IOException {
    String bean =
        "class=\"%s\"><argument value=\"%s\"/>".formatted(ScriptedFactory.class.getName(), health);
    return new ModuleJar(
        BundleFile.named(name, version)
            .type(ScriptedFactory.class, "$1")
            .factory(technology, bean, ""));
  }

  /** A bundle that was shipped, under another version. */
  static ModuleJar repacked(Path shipped, String version) throws IOException {
    return new ModuleJar(BundleFile.repacked(shipped, version));
  }

  /** Adds an activator that behaves as {@link ScriptedActivator} says. */
  ModuleJar activator(String behaviour) throws IOException {
    file.type(ScriptedActivator.class).imports("org.osgi.framework");
    return header("Bundle-Activator", ScriptedActivator.class.getName())
        .header("Scripted", behaviour);
  }

  ModuleJar header(String header, String value) {
    file.header(header, value);
    return this;
  }

  ModuleJar blueprint(String xml) {
    file.blueprint(xml);
    return this;
  }

  /** Writes it into a folder. */
  public Path in(Path folder) throws IOException {
    return file.in(folder);
  }

  /** The same in an archive with a features file. */
  Path archiveIn(Path folder) throws IOException {
    return file.archiveIn(folder);
  }
}
