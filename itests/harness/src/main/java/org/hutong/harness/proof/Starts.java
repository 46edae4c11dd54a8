package org.hutong.harness.proof;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hutong.harness.Appliance;
import org.hutong.harness.Ports;
import org.hutong.harness.Waiting;

/**
 * Starts beside those of bare Karaf, as its makers ship it, by turns: the first over an empty
 * folder, and the next over what the first left.
 */
final class Starts {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Path checkout;
  private final Path home;
  private final Path folder;

  Starts(Path checkout, Path home, Path folder) {
    this.checkout = checkout;
    this.home = home;
    this.folder = folder;
  }

  /** Seconds from the command to ready. */
  record Times(double first, double again) {}

  /** Ready is: intake takes cases and the console greets. */
  Times ours(int round) throws Exception {
    Path mine = folder.resolve("ours-" + round);
    return new Times(ours(mine), ours(mine));
  }

  private double ours(Path mine) throws Exception {
    long begin = System.nanoTime();
    try (Appliance appliance = new Appliance(home, mine, Ports.free(), Ports.free())) {
      appliance.with("EXTRA_JAVA_OPTS", "-Xmx512m").start().awaitReady();
      return (System.nanoTime() - begin) / 1e9;
    }
  }

  /** Ready is: the console greets, which is among the last things that Karaf brings up. */
  Times bare(int round) throws Exception {
    Path mine = Files.createDirectories(folder.resolve("bare-" + round));
    Path karaf = unpack(mine);
    int port = Ports.free();
    set(karaf, "org.apache.karaf.shell.cfg", "sshPort", port);
    set(karaf, "org.apache.karaf.management.cfg", "rmiRegistryPort", Ports.free());
    set(karaf, "org.apache.karaf.management.cfg", "rmiServerPort", Ports.free());
    return new Times(bare(karaf, port), bare(karaf, port));
  }

  private static double bare(Path karaf, int port) throws Exception {
    long begin = System.nanoTime();
    ProcessBuilder builder =
        new ProcessBuilder(karaf.resolve("bin/karaf").toString(), "server")
            .redirectErrorStream(true)
            .redirectOutput(karaf.resolve("printed.log").toFile());
    builder.environment().put("EXTRA_JAVA_OPTS", "-Xmx512m");
    Process process = builder.start();
    try {
      Waiting.until("bare Karaf greets", LIMIT, () -> greets(port));
      return (System.nanoTime() - begin) / 1e9;
    } finally {
      // Its script waits for the JVM and ends with it.
      List<ProcessHandle> all = process.descendants().toList();
      all.forEach(ProcessHandle::destroy);
      process.destroy();
      process.waitFor(60, TimeUnit.SECONDS);
      for (ProcessHandle each : all) {
        each.onExit().get(60, TimeUnit.SECONDS);
      }
    }
  }

  private static boolean greets(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2_000);
      return socket.getInputStream().read() == 'S';
    } catch (IOException e) {
      return false;
    }
  }

  private Path unpack(Path into) throws IOException, InterruptedException {
    Path tarball = checkout.resolve("itests/harness/target/bare/apache-karaf.tar.gz");
    Process tar =
        new ProcessBuilder("tar", "xzf", tarball.toString(), "-C", into.toString())
            .inheritIO()
            .start();
    if (tar.waitFor() != 0) {
      throw new IOException("Bare Karaf could not be unpacked: " + tarball);
    }
    try (Stream<Path> children = Files.list(into)) {
      return children.findFirst().orElseThrow();
    }
  }

  private static void set(Path karaf, String file, String name, int value) throws IOException {
    Path cfg = karaf.resolve("etc").resolve(file);
    String line = Pattern.quote(name) + "\\s*=.*";
    Files.writeString(cfg, Files.readString(cfg).replaceAll(line, name + " = " + value));
  }
}
