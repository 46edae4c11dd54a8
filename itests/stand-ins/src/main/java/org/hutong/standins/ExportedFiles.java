package org.hutong.standins;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hutong.standins.kit.Json;

/**
 * SI-09, SI-10c and SI-15: files that persons export and drop, made by {@code files.py} with
 * Debian's xlwt and openpyxl. 示例(虚构).
 */
public final class ExportedFiles {
  private static final Path SCRIPT =
      Path.of("itests", "stand-ins", "src", "main", "python", "files.py");

  /** Debian's own, which sees Debian's libraries. */
  private static final String PYTHON = "/usr/bin/python3";

  private ExportedFiles() {}

  /** Whether this machine has Python with both libraries. */
  public static boolean isThere() throws IOException {
    if (!Files.isExecutable(Path.of(PYTHON))) {
      return false;
    }
    Process process =
        new ProcessBuilder(PYTHON, "-c", "import xlwt, openpyxl")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  /**
   * Drops a file into {@code out} of the folder, as if it were done a while ago.
   *
   * @param system such as si-09
   * @param options such as {@code --quirk 1904}, {@code --rows 20}, {@code --name FILE}
   */
  public static Path drop(String system, Path folder, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(system, "--dir", folder.toString()));
    command.addAll(List.of(options));
    Path file = Path.of(run(command).strip());
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(600)));
    return file;
  }

  /** SI-10c takes what lies in {@code in} and gives its receipts; says what it took. */
  public static List<JsonNode> take(Path folder) throws IOException {
    return run(List.of("si-10c", "--take", "--dir", folder.toString()))
        .lines()
        .<JsonNode>map(Json::read)
        .toList();
  }

  private static String run(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(PYTHON, "-W", "ignore", StandInProcess.found(SCRIPT).toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PYTHONIOENCODING", "UTF-8");
    Process process = builder.start();
    try (InputStream said = process.getInputStream()) {
      String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(text);
      }
      return text;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }
}
