package org.hutong.itests.modules;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Looks into a running JVM from outside. */
public final class Jcmd {
  private Jcmd() {}

  /** What a diagnostic command of that process says. */
  public static String run(long pid, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jcmd failed: " + text);
    }
    return text;
  }

  /** The lines that hold a text. */
  public static long count(String text, String part) {
    return text.lines().filter(line -> line.contains(part)).count();
  }
}
