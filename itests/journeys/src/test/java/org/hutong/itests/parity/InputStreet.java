package org.hutong.itests.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hutong.harness.Appliance;
import org.hutong.harness.Ports;
import org.hutong.harness.Rest;
import org.hutong.harness.Street;
import org.hutong.harness.Waiting;
import org.hutong.standins.StandInProcess;

/**
 * The street that the journeys of this package share: everything logged at DEBUG, one more item.
 */
final class InputStreet implements AutoCloseable {
  private static final Duration SETTLE = Duration.ofSeconds(90);

  private final Path folder;
  private final Path home;
  private final Street street;
  private final HttpClient http = Rest.client();
  private final Marked marked = new Marked(20161123);

  private InputStreet(Path folder, Path home, Street street) {
    this.folder = folder;
    this.home = home;
    this.street = street;
  }

  /** What had been stored at a moment, seen from outside. */
  record Stored(String cursor, List<String> deliveries, List<Integer> attempts) {}

  static InputStreet open() throws Exception {
    Path folder = Path.of("target", "input-street").toAbsolutePath();
    delete(folder);
    Path tarball = Path.of(System.getProperty("distribution"));
    Path home = Appliance.unpack(tarball, folder.resolve("unpacked"));
    Path logging = home.resolve("etc/org.ops4j.pax.logging.cfg");
    String shipped = Files.readString(logging, StandardCharsets.ISO_8859_1);
    Files.writeString(
        logging,
        shipped
            .replace("rootLogger.level = INFO", "rootLogger.level = DEBUG")
            // All of it is read afterwards: none may roll away.
            .replace("strategy.max = 5", "strategy.max = 500"),
        StandardCharsets.ISO_8859_1,
        StandardOpenOption.TRUNCATE_EXISTING);
    RichItem.writeTo(home);
    Street street =
        Street.prepare(home, folder.resolve("street"), Ports.free(), Ports.free(), List.of());
    try {
      street.start();
    } catch (Exception e) {
      street.close();
      throw e;
    }
    return new InputStreet(folder, home, street);
  }

  Marked marked() {
    return marked;
  }

  Wire wire(String account) {
    return new Wire(http, street.appliance().url(), account, street.password(account));
  }

  Wire stranger() {
    return new Wire(http, street.appliance().url(), "", "");
  }

  Path folder() {
    return folder;
  }

  Path home() {
    return home;
  }

  Path data() {
    return street.appliance().data();
  }

  Path keys() {
    return street.appliance().keys();
  }

  Street street() {
    return street;
  }

  /** Waits until every delivery has come to an end, then says what is there. */
  Stored settled() throws Exception {
    Waiting.until(
        "every delivery has its receipt or a person",
        SETTLE,
        () -> deliveries().stream().noneMatch(InputStreet::moves));
    return stored();
  }

  Stored stored() throws Exception {
    List<Integer> attempts = new ArrayList<>();
    for (StandInProcess system : street.systems().values()) {
      attempts.add(system.attempts());
    }
    List<String> changes = changes("");
    return new Stored(changes.get(changes.size() - 1), deliveries(), attempts);
  }

  private static boolean moves(String delivery) {
    return List.of("WAITING", "SENDING", "RETRYING", "AWAITING_RECEIPT", "UNKNOWN").stream()
        .anyMatch(delivery::endsWith);
  }

  /** Every delivery as {@code id STATE}. */
  List<String> deliveries() throws Exception {
    List<String> all = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = read("dispatcher", "/deliveries?limit=500" + after);
      for (JsonNode each : page.path("items")) {
        all.add(each.path("id").asText() + " " + each.path("state").asText());
      }
      after = page.path("next").isTextual() ? "&after=" + page.path("next").asText() : "";
    } while (!after.isEmpty());
    all.sort(null);
    return all;
  }

  /** The references of all changes after a cursor, and the cursor behind them as the last. */
  List<String> changes(String cursor) throws Exception {
    List<String> all = new ArrayList<>();
    String next = cursor;
    boolean more = true;
    while (more) {
      String after = next.isEmpty() ? "" : "&after=" + next;
      JsonNode page = read("hub", "/changes?limit=500" + after);
      page.path("items").forEach(each -> all.add(each.toString()));
      next = page.path("next").asText();
      more = page.path("more").asBoolean();
    }
    all.add(next);
    return all;
  }

  private JsonNode read(String account, String path) throws IOException, InterruptedException {
    Wire.Reply reply = wire(account).get(path);
    if (reply.status() != 200) {
      throw new IOException(path + " answered " + reply.status() + " " + reply.text());
    }
    return Canonical.json(reply.text());
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws IOException {
    street.close();
  }
}
