package org.hutong.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A copy of the configuration that ships, which a test may spoil. */
public final class ConfigCopy {
  private ConfigCopy() {}

  /** Copies all of it below a folder. */
  public static void into(Path config) throws IOException {
    try (var shipped = Files.walk(ExampleBody.CONFIG)) {
      for (Path file : shipped.filter(Files::isRegularFile).toList()) {
        Path copy = config.resolve(ExampleBody.CONFIG.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  /** Puts one text in place of another, which must stand there. */
  public static void replace(Path file, String what, String by) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(what);
    Files.writeString(file, text.replace(what, by));
  }
}
