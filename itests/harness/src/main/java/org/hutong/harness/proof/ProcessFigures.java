package org.hutong.harness.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux knows of a process: CPU time and memory, as its own accounting has them. */
record ProcessFigures(double cpuSeconds, long rssMegabytes) {
  private static final double TICKS_A_SECOND = 100;
  private static final int PAGES_A_MEGABYTE = 256;

  static ProcessFigures of(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    // utime and stime are the 14th and 15th field, the state being the third.
    double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
    String[] memory = Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ");
    return new ProcessFigures(cpu, Long.parseLong(memory[1]) / PAGES_A_MEGABYTE);
  }
}
