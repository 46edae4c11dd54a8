package org.hutong.harness.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A library in C to be preloaded into the appliance; built from its source when it is needed. */
public final class Shim {
  private Shim() {}

  /** Builds {@code <name>.c} of this package with the machine's compiler. */
  public static Path build(String name, Path folder) throws IOException, InterruptedException {
    Path source = Files.createDirectories(folder).resolve(name + ".c");
    try (InputStream in = Shim.class.getResourceAsStream(name + ".c")) {
      Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
    }
    Path library = folder.resolve(name + ".so");
    Process compiler =
        new ProcessBuilder(
                "cc",
                "-std=gnu11",
                "-O2",
                "-Wall",
                "-U_FORTIFY_SOURCE",
                "-fPIC",
                "-shared",
                "-o",
                library.toString(),
                source.toString(),
                "-ldl",
                "-lpthread")
            .inheritIO()
            .start();
    if (compiler.waitFor() != 0) {
      throw new IOException("cc could not build " + source);
    }
    return library;
  }
}
