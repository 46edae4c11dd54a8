package org.hutong.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.upkeep.Retention;
import org.hutong.core.upkeep.UpkeepDesk;
import org.jspecify.annotations.Nullable;

/**
 * The machine's settings: folders from the system properties that {@code bin/} passes, the rest
 * from {@code etc/org.hutong.core.cfg}. Secrets stand there as {@code file:} or {@code env:}
 * references only, because Config Admin persists what it reads.
 */
final class Settings {
  private final @Nullable Dictionary<String, Object> cfg;

  Settings(@Nullable Dictionary<String, Object> cfg) {
    this.cfg = cfg;
  }

  private static Path folder(String property) {
    String value = System.getProperty(property);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("The system property " + property + " is not set");
    }
    return Path.of(value).toAbsolutePath().normalize();
  }

  Path data() {
    return folder("hutong.data");
  }

  Path keys() {
    return folder("hutong.keys");
  }

  /** Business files: {@code items, systems, catalogue, calendar}. */
  Path config() {
    String value = System.getProperty("hutong.config", "");
    return value.isBlank() ? folder("hutong.etc") : Path.of(value);
  }

  @Nullable Path initialPasswords() {
    String value = System.getProperty("hutong.initial.passwords", "");
    return value.isBlank() ? null : Path.of(value);
  }

  String street() {
    return text("street.code", "110102014");
  }

  String streetName() {
    return text("street.name", "天桥街道");
  }

  DatabaseConfig database() throws IOException {
    return new DatabaseConfig(
        text("store.kind", "derby"),
        data().resolve("database"),
        text("store.url", ""),
        text("store.user", ""),
        secret("store.password"),
        number("store.readers", 8),
        number("store.queue", 4096),
        number("store.group", 256),
        number("store.answer.seconds", 60));
  }

  UpkeepDesk.Settings upkeep(String version) {
    return new UpkeepDesk.Settings(
        street(),
        version,
        data(),
        keys(),
        config(),
        folder("karaf.etc"),
        folder("hutong.home"),
        number("disk.floor.mb", 512) * 1024L * 1024,
        Retention.from(part("retain.")));
  }

  String text(String name, String otherwise) {
    Object value = cfg == null ? null : cfg.get(name);
    return value == null || value.toString().isBlank() ? otherwise : value.toString().strip();
  }

  int number(String name, int otherwise) {
    return Integer.parseInt(text(name, Integer.toString(otherwise)));
  }

  /** The settings whose names begin with a prefix, without it. */
  Map<String, String> part(String prefix) {
    Map<String, String> found = new HashMap<>();
    if (cfg != null) {
      for (String name : Collections.list(cfg.keys())) {
        if (name.startsWith(prefix)) {
          found.put(name.substring(prefix.length()), String.valueOf(cfg.get(name)));
        }
      }
    }
    return found;
  }

  private @Nullable String secret(String name) throws IOException {
    String reference = text(name, "");
    if (reference.startsWith("file:")) {
      return Files.readString(Path.of(reference.substring(5)), StandardCharsets.UTF_8).strip();
    }
    if (reference.startsWith("env:")) {
      return System.getenv(reference.substring(4));
    }
    if (!reference.isEmpty()) {
      throw new IOException(name + " must be a file: or env: reference, never the secret itself");
    }
    return null;
  }
}
