package org.hutong.harness.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.hutong.harness.Entries;
import org.hutong.harness.People;
import org.hutong.harness.Ports;
import org.hutong.harness.Waiting;
import org.hutong.standins.StandInProcess;

/** One of the services in {@code itests/benchmarks/peers}, as a process over an empty database. */
final class PeerProcess implements AutoCloseable {
  private static final Duration BOOT = Duration.ofSeconds(90);
  private static final int CREATED = 201;
  private static final People.Person BLANK = new People.Person("N@ME", "@ID@", "@PHONE@");

  private final Process process;
  private final int port = Ports.free();
  private final People people = new People(System.nanoTime());

  PeerProcess(Path checkout, String name, String main, Path folder, List<StandInProcess> hubs)
      throws IOException {
    Path built = checkout.resolve("itests/benchmarks/peers").resolve(name).resolve("target");
    Files.createDirectories(folder);
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                built.resolve(name + ".jar") + ":" + built.resolve("lib/*"),
                main)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("printed.log").toFile());
    StringBuilder targets = new StringBuilder();
    for (StandInProcess hub : hubs) {
      targets
          .append(targets.isEmpty() ? "" : ";")
          .append(hub.url())
          .append(' ')
          .append(hub.secret());
    }
    builder.environment().put("PEER_NAME", name);
    builder.environment().put("PEER_PORT", Integer.toString(port));
    builder.environment().put("PEER_DATA", folder.resolve("database").toString());
    builder
        .environment()
        .put("PEER_KEY", (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", ""));
    builder.environment().put("PEER_TARGETS", targets.toString());
    process = builder.start();
  }

  /** Waits until it accepted a case; gives how many it has accepted by then. */
  int awaitFirst() throws Exception {
    Waiting.until(
        "the peer accepts a case",
        BOOT,
        () -> {
          try (Saturation.Caller caller = caller()) {
            return caller.send() == CREATED;
          } catch (IOException e) {
            return false;
          }
        });
    return 1;
  }

  /** POST /cases, as the appliance gets it, but without credentials and without a key. */
  Saturation saturation() {
    return new Saturation(CREATED, n -> caller());
  }

  private Saturation.Caller caller() {
    Wire wire = new Wire(port, "/cases", "Content-Type: application/json\r\n");
    String template = Entries.json(BLANK, 300_000);
    return new Saturation.Caller() {
      @Override
      public int send() throws IOException {
        People.Person person = people.next();
        return wire.post(
            "",
            template
                .replace(BLANK.name(), person.name())
                .replace(BLANK.idNumber(), person.idNumber())
                .replace(BLANK.phone(), person.phone()));
      }

      @Override
      public void close() throws IOException {
        wire.close();
      }
    };
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
