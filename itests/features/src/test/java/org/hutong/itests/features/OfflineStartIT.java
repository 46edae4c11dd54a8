package org.hutong.itests.features;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The distribution is started as a newcomer's machine would: no Maven repository, and no network at
 * all where the kernel lets a process have a network of its own.
 */
class OfflineStartIT {
  private static final long LIMIT_SECONDS = 120;

  @TempDir private Path folder;
  private Distribution distribution;
  private Path data;
  private Path keys;

  @BeforeEach
  void unpack() throws IOException, InterruptedException {
    distribution = Distribution.unpackedInto(folder.resolve("opt"));
    data = folder.resolve("数据");
    keys = folder.resolve("keys");
    Files.createDirectories(folder.resolve("home"));
  }

  @Test
  void itStartsTwiceWithNothingFromOutsideAndEndsCleanlyOnTerm() throws Exception {
    var unpacked = contents(distribution.home());

    for (var start = 1; start <= 2; start++) {
      var before = lines().size();
      var karaf = start();
      try {
        awaitReady(karaf, start);
        assertThat(lines().stream().skip(before)).noneMatch(line -> line.contains(" ERROR "));
      } finally {
        karaf.destroy();
      }
      assertThat(karaf.waitFor(30, SECONDS)).as("start %d ended on TERM", start).isTrue();
      assertThat(karaf.exitValue()).as("exit status of start %d", start).isZero();
    }

    assertForItsOwnUserOnly();
    assertThat(contents(distribution.home()))
        .as("the program's folder is left as it was unpacked")
        .isEqualTo(unpacked);
  }

  private void assertForItsOwnUserOnly() throws IOException {
    try (var files = Files.walk(data)) {
      assertThat(files.toList())
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .as(file.toString())
                      .endsWith("------"));
    }
  }

  private Process start() throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    if (hasNetworkOfItsOwn()) {
      command.addAll(
          List.of("unshare", "-rn", "sh", "-c", "ip link set lo up && exec \"$0\" \"$@\""));
    }
    command.add(distribution.home().resolve("bin/karaf").toString());
    command.add("server");
    var builder = new ProcessBuilder(command);
    var environment = builder.environment();
    environment.put("HOME", folder.resolve("home").toString());
    // As a service runs: without a locale, in which Java alone would not find a Chinese folder.
    environment.put("LC_ALL", "POSIX");
    environment.put("HUTONG_DATA", data.toString());
    environment.put("HUTONG_KEYS", keys.toString());
    environment.put("HUTONG_HTTP_PORT", String.valueOf(freePort()));
    environment.put("HUTONG_SSH_PORT", String.valueOf(freePort()));
    environment.put("EXTRA_JAVA_OPTS", "-Duser.home=" + folder.resolve("home"));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out.txt").toFile())
        .start();
  }

  /** The core says it last, after its database was opened or made. */
  private void awaitReady(Process karaf, int starts) throws IOException, InterruptedException {
    for (var tries = 0; tries < LIMIT_SECONDS * 10; tries++) {
      var ready = lines().stream().filter(line -> line.contains("Core is ready for street"));
      if (ready.count() >= starts) {
        return;
      }
      if (karaf.waitFor(100, MILLISECONDS)) {
        break;
      }
    }
    throw new AssertionError(
        "Not ready: "
            + Files.readString(folder.resolve("out.txt"))
            + String.join("\n", lines().stream().skip(Math.max(0, lines().size() - 20)).toList()));
  }

  private List<String> lines() throws IOException {
    var log = data.resolve("log/hutong.log");
    return Files.exists(log) ? Files.readAllLines(log, StandardCharsets.UTF_8) : List.of();
  }

  private static TreeMap<String, Long> contents(Path folder) throws IOException {
    var contents = new TreeMap<String, Long>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(), Files.getLastModifiedTime(file).toMillis());
      }
    }
    return contents;
  }

  private static boolean hasNetworkOfItsOwn() throws InterruptedException {
    try {
      var probe =
          new ProcessBuilder("unshare", "-rn", "ip", "link", "set", "lo", "up")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return probe.waitFor() == 0;
    } catch (IOException e) {
      return false; // no such command here
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
