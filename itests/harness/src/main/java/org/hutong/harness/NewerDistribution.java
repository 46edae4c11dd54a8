package org.hutong.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An unpacked distribution made into a later release: its features have another version. */
public final class NewerDistribution {
  private NewerDistribution() {}

  /** Changes the folder; the bundles in it stay what they are. */
  public static Path in(Path home, String version) throws IOException {
    Path build = home.resolve("etc/build.id");
    String former = Files.readString(build).strip().split("\\s")[0];
    Path features =
        home.resolve("system/org/hutong/hutong-features")
            .resolve(former)
            .resolve("hutong-features-" + former + "-features.xml");
    replace(features, "\" version=\"" + former + "\"", "\" version=\"" + version + "\"");
    Path boot = home.resolve("etc/org.apache.karaf.features.cfg");
    replace(boot, "/" + former.replace('-', '.'), "/" + version);
    replace(build, former, version);
    return home;
  }

  /** The same, with a contract that modules of the release before were not made for. */
  public static Path withAnotherSpi(Path home, String packageVersion) throws IOException {
    Path jar = NewerBundle.shipped(home, "adapter-spi");
    BundleFile.repacked(jar, NewerBundle.version(jar))
        .header("Export-Package", "org.hutong.adapter;version=\"" + packageVersion + "\"")
        .to(jar);
    return home;
  }

  private static void replace(Path file, String text, String with) throws IOException {
    String content = Files.readString(file);
    if (!content.contains(text)) {
      throw new IOException(file + " does not say " + text);
    }
    Files.writeString(file, content.replace(text, with));
  }
}
