package org.hutong.standins;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.hutong.standins.djl.DjlStandIn;
import org.hutong.standins.forms.FormStandIn;
import org.hutong.standins.hong.HongStandIn;
import org.hutong.standins.hub.HubStandIn;
import org.hutong.standins.jy.JyStandIn;
import org.hutong.standins.kit.ControlServer;
import org.hutong.standins.kit.Json;
import org.hutong.standins.kit.StandIn;
import org.hutong.standins.zhjz.ZhjzStandIn;
import org.hutong.standins.zz.ZzStandIn;

/** Starts one stand-in, says READY, and serves until SIGTERM. */
public final class Main {
  private static final int USAGE = 2;
  private static final int CANNOT_START = 1;

  private Main() {}

  /** See {@link Options#USAGE}. */
  public static void main(String[] args) throws InterruptedException {
    StandIn standIn;
    ControlServer control;
    try {
      Options options = Options.parse(args);
      Files.createDirectories(options.dir());
      standIn = standIn(options);
      control = new ControlServer(options.control(), standIn);
    } catch (IllegalArgumentException e) {
      end(USAGE, e.getMessage() + System.lineSeparator() + Options.USAGE);
      return;
    } catch (IOException | IllegalStateException e) {
      end(CANNOT_START, "Cannot start: " + e);
      return;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  control.close();
                  standIn.close();
                  stopped.countDown();
                },
                "stop"));
    ObjectNode ready = Json.object().put("id", standIn.id());
    ready.setAll(standIn.ready());
    ready.put("control", control.port()).put("pid", ProcessHandle.current().pid());
    System.out.println("READY " + Json.write(ready));
    System.out.flush();
    stopped.await();
  }

  private static StandIn standIn(Options options) throws IOException {
    Clock clock = Clock.systemUTC();
    Map<String, String> others = options.others();
    StandIn standIn =
        switch (options.system()) {
          case "si-01" -> {
            refuse(others);
            yield new JyStandIn(options.port(), options.dir(), clock, options.seed());
          }
          case "si-02" -> {
            String delayMs = others.getOrDefault("delay-ms", "20-60");
            boolean dedup = others.remove("no-dedup") == null;
            boolean lookUp = others.remove("no-lookup") == null;
            others.remove("delay-ms");
            refuse(others);
            yield new ZhjzStandIn(
                options.port(), options.dir(), clock, options.seed(), delayMs, dedup, lookUp);
          }
          case "si-04" -> {
            refuse(others);
            yield new DjlStandIn(options.port(), options.dir(), clock, options.seed());
          }
          case "si-07" -> {
            refuse(others);
            yield new HubStandIn(options.port(), options.dir(), clock, options.seed());
          }
          case "si-03" -> {
            refuse(others);
            yield new ZzStandIn(options.port(), options.dir(), clock, options.seed());
          }
          case "si-05" -> {
            refuse(others);
            yield new HongStandIn(options.port(), options.dir(), clock, options.seed());
          }
          case "si-08", "si-10a", "si-11", "si-12" -> {
            refuse(others);
            String id = options.system().replace("si", "SI");
            yield new FormStandIn(id, options.port(), options.dir(), clock);
          }
          default -> throw new IllegalArgumentException("No such system: " + options.system());
        };
    return standIn;
  }

  private static void refuse(Map<String, String> others) {
    if (!others.isEmpty()) {
      throw new IllegalArgumentException("No such option: " + others.keySet());
    }
  }

  private static void end(int status, String why) {
    System.err.println(why);
    System.exit(status);
  }
}
