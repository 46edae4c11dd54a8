package org.hutong.itests.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The tarball as it was built, and one unpacked copy of it. */
record Distribution(Path home) {

  static Path tarball() {
    var file = Path.of(System.getProperty("distribution")).toAbsolutePath().normalize();
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException("Build karaf-assembly first, there is no " + file);
    }
    return file;
  }

  static Distribution unpackedInto(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var tar =
        new ProcessBuilder("tar", "xzf", tarball().toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    if (tar.waitFor() != 0) {
      throw new IOException("tar could not unpack " + tarball());
    }
    return new Distribution(folder.resolve("hutong-" + System.getProperty("project.version")));
  }

  Properties properties(String file) throws IOException {
    var properties = new Properties();
    try (var in = Files.newInputStream(home.resolve("etc").resolve(file))) {
      properties.load(in);
    }
    return properties;
  }

  List<Path> files(String folder, String suffix) throws IOException {
    try (Stream<Path> walk = Files.walk(home.resolve(folder))) {
      return walk.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
