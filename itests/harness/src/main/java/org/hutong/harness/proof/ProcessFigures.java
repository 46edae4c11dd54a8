package org.hutong.harness.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What Linux knows of processes: CPU time and memory, as its own accounting has them. */
final class ProcessFigures {
  private static final double TICKS_A_SECOND = 100;
  private static final int PAGES_A_MEGABYTE = 256;
  private static final Path PROC = Path.of("/proc");

  private ProcessFigures() {}

  /** Seconds of CPU that a process has used. */
  static double cpuSeconds(long pid) throws IOException {
    String[] fields = stat(pid);
    // utime and stime are the 14th and 15th field, the state being the third.
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
  }

  /** Megabytes of memory that a process holds. */
  static long rssMegabytes(long pid) throws IOException {
    String[] memory = Files.readString(PROC.resolve(pid + "/statm")).split(" ");
    return Long.parseLong(memory[1]) / PAGES_A_MEGABYTE;
  }

  /** Seconds of CPU that the whole machine has used for anybody. */
  static double machineSeconds() throws IOException {
    try (Stream<String> lines = Files.lines(PROC.resolve("stat"))) {
      String[] fields = lines.findFirst().orElseThrow().trim().split("\\s+");
      long busy = 0;
      // user, nice, system; then idle and iowait are left out; irq, softirq, steal
      for (int field : new int[] {1, 2, 3, 6, 7, 8}) {
        busy += Long.parseLong(fields[field]);
      }
      return busy / TICKS_A_SECOND;
    }
  }

  /**
   * Seconds of CPU used so far by every process whose command names the text, and by their
   * children.
   */
  static double cpuSecondsOf(String named) throws IOException {
    Map<Long, Long> parents = new HashMap<>();
    Map<Long, Double> seconds = new HashMap<>();
    Set<Long> ours = new HashSet<>();
    for (long pid : pids()) {
      try {
        String[] fields = stat(pid);
        parents.put(pid, Long.parseLong(fields[1]));
        seconds.put(pid, cpuSeconds(pid));
        byte[] command = Files.readAllBytes(PROC.resolve(pid + "/cmdline"));
        if (new String(command, StandardCharsets.UTF_8).contains(named)) {
          ours.add(pid);
        }
      } catch (NoSuchFileException e) {
        parents.remove(pid); // it ended meanwhile
      }
    }
    double sum = 0;
    for (long pid : parents.keySet()) {
      if (ours.contains(pid) || ours.contains(parents.get(pid))) {
        sum += seconds.get(pid);
      }
    }
    return sum;
  }

  /** Processes that want to run, averaged over the last minute. */
  static double load() throws IOException {
    return Double.parseDouble(Files.readString(PROC.resolve("loadavg")).split(" ")[0]);
  }

  private static Iterable<Long> pids() throws IOException {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .map(p -> p.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .map(Long::parseLong)
          .toList();
    }
  }

  private static String[] stat(long pid) throws IOException {
    String stat = Files.readString(PROC.resolve(pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }
}
