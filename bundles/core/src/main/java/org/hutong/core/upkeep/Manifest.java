package org.hutong.core.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.hutong.core.store.PrivateFiles;

/**
 * What stands in {@code backup.properties}: what was backed up when, and what it must hold.
 *
 * @param takenAt before it nothing is missing
 * @param rows table to rows
 * @param keys alias to fingerprint of the keys it needs
 */
record Manifest(
    String street,
    String version,
    Instant takenAt,
    String epoch,
    long auditSeq,
    Map<String, Long> rows,
    Map<String, String> keys) {
  /** Its name in a backup. */
  static final String FILE = "backup.properties";

  private static final String FORMAT = "1";
  private static final String ROWS = "rows.";
  private static final String KEY = "key.";

  Manifest {
    rows = new TreeMap<>(rows);
    keys = new TreeMap<>(keys);
  }

  void write(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    line(text, "format", FORMAT);
    line(text, "street", street);
    line(text, "version", version);
    line(text, "takenAt", takenAt.toString());
    line(text, "epoch", epoch);
    line(text, "auditSeq", Long.toString(auditSeq));
    rows.forEach((table, count) -> line(text, ROWS + table, Long.toString(count)));
    keys.forEach((alias, print) -> line(text, KEY + alias, print));
    PrivateFiles.write(folder.resolve(FILE), text.toString().getBytes(UTF_8));
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append('=').append(value).append('\n');
  }

  /** Reads it; {@link RestoreRefused} where there is none that this version knows. */
  static Manifest read(Path folder) throws IOException, RestoreRefused {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new RestoreRefused("不是备份目录，缺少 (not a backup, there is no) " + file);
    }
    Properties read = new Properties();
    read.load(new StringReader(Files.readString(file, UTF_8)));
    if (!FORMAT.equals(read.getProperty("format"))) {
      throw new RestoreRefused("备份格式不认识 (unknown format of backup): " + read.getProperty("format"));
    }
    Map<String, Long> rows = new TreeMap<>();
    Map<String, String> keys = new TreeMap<>();
    try {
      for (String name : read.stringPropertyNames()) {
        if (name.startsWith(ROWS)) {
          rows.put(name.substring(ROWS.length()), Long.valueOf(read.getProperty(name)));
        } else if (name.startsWith(KEY)) {
          keys.put(name.substring(KEY.length()), read.getProperty(name));
        }
      }
      return new Manifest(
          read.getProperty("street", ""),
          read.getProperty("version", ""),
          Instant.parse(read.getProperty("takenAt", "")),
          read.getProperty("epoch", ""),
          Long.parseLong(read.getProperty("auditSeq", "")),
          rows,
          keys);
    } catch (DateTimeException | NumberFormatException e) {
      throw new RestoreRefused("备份说明有误 (wrong content): " + file);
    }
  }
}
