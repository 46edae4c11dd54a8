package org.hutong.core.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * {@code bin/restore}: {@code BACKUP DATA KEYS [PASSPHRASE-FILE]}, outside of the container. Status
 * 0 when all was restored and checked, else 1 and nothing was left behind, or it is said what.
 */
public final class RestoreMain {
  private RestoreMain() {}

  /** Called by the script. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    Path backup = Path.of(arguments[0]);
    Path data = Path.of(arguments[1]);
    Path keys = Path.of(arguments[2]);
    try {
      char[] passphrase =
          arguments.length < 4
              ? null
              : line(Files.readString(Path.of(arguments[3]), UTF_8)).toCharArray();
      Manifest done = new Restore(backup, data, keys, passphrase, System.out::println).run();
      long rows = done.rows().values().stream().mapToLong(Long::longValue).sum();
      System.out.println(
          "已恢复 Restored: "
              + done.takenAt()
              + ", "
              + done.rows().getOrDefault("case_file", 0L)
              + " 个办件 cases, "
              + rows
              + " 条记录 rows; 文件、记录数、审计链均已核对 hashes, rows and audit chain checked.");
      System.out.println(
          "街道 Street: "
              + done.street()
              + ", 备份时的版本 release of the backup: "
              + done.version()
              + ", HUTONG_DATA="
              + data
              + ", HUTONG_KEYS="
              + keys);
      System.out.println(
          "配置在 The configuration lies in " + data.resolve("restored") + "; 现在可以启动 start now.");
      return 0;
    } catch (RestoreRefused e) {
      System.err.println("hutong: 未恢复 Not restored: " + e.getMessage());
      left(e);
    } catch (IOException | SQLException e) {
      System.err.println("hutong: 未恢复 Not restored: " + e);
      left(e);
    }
    return 1;
  }

  /**
   * A file's one line, as {@code hutong:backup} reads it: only the end of the line is taken off.
   */
  static String line(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static void left(Exception why) {
    for (Throwable each : why.getSuppressed()) {
      System.err.println("hutong: 未能清理，请手工清空 Not cleaned up, empty it by hand: " + each);
    }
  }
}
