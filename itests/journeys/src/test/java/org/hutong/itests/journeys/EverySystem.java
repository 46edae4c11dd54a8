package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hutong.harness.AllSystems;
import org.hutong.harness.PostgresStreet;
import org.hutong.harness.Waiting;
import org.hutong.standins.StandInProcess;
import org.jspecify.annotations.Nullable;

/** A street on which every folder of a system is connected to its stand-in. */
final class EverySystem implements AutoCloseable {
  /** Those that the failure kit can spoil. */
  private static final List<String> SPOILED =
      List.of("si-01", "si-02", "si-03", "si-04", "si-05", "si-07", "si-10d", "si-13");

  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Journey journey;
  private final AllSystems all;
  private final @Nullable PostgresStreet database;

  private EverySystem(Journey journey, AllSystems all, @Nullable PostgresStreet database) {
    this.journey = journey;
    this.all = all;
    this.database = database;
  }

  /**
   * Everything is started; what needs a program that is not there is not connected. The street is
   * on Derby, or with {@code -Dstore=postgresql} on a PostgreSQL.
   */
  static EverySystem start() throws Exception {
    Journey journey = Journey.prepare("every-system", List.of());
    PostgresStreet database = null;
    try {
      if ("postgresql".equals(System.getProperty("store"))) {
        database = PostgresStreet.start();
        database.choose(journey.street().appliance());
      }
      Path beside = Path.of("target", "journey-every-system", "exchanged");
      AllSystems all = AllSystems.connect(journey.street(), beside);
      quicker(journey.street().appliance().home().resolve("etc/hutong/systems"));
      journey.street().appliance().with("HUTONG_SI10C_ASK", "1");
      journey.street().start();
      return new EverySystem(journey, all, database);
    } catch (Exception e) {
      close(journey, database);
      throw e;
    }
  }

  /** Asks every second and waits for seconds where the folders that ship wait for minutes. */
  private static void quicker(Path systems) throws IOException {
    try (Stream<Path> folders = Files.list(systems)) {
      for (Path file : folders.map(f -> f.resolve("system.yaml")).filter(Files::exists).toList()) {
        Files.writeString(
            file,
            Files.readString(file)
                .replaceAll("(?m)^limits:\n(  .*\n)+", "")
                .replaceAll(
                    "(?m)^settings:",
                    "limits: {concurrency: 4, timeLimit: 8s, attempts: 200, firstRetry: 1s,"
                        + " mostRetry: 2s}\nsettings:")
                .replaceAll("(?m)^  poll: .*$", "  poll: 1s")
                .replaceAll("(?m)^(  url: .*jdbc:.*)$", "$1\n  repairSeconds: 3")
                .replaceAll("(?m)^  settleSeconds: .*$", "  settleSeconds: 8"));
      }
    }
    Path housing = systems.resolve("si-13/answer.jsonata");
    Files.writeString(housing, Files.readString(housing).replace("? 60 : 5", "? 1 : 1"));
  }

  Journey journey() {
    return journey;
  }

  AllSystems all() {
    return all;
  }

  StandInProcess standIn(String id) {
    return journey.street().system(id);
  }

  private List<String> spoiled() {
    return SPOILED.stream().filter(id -> standIn(id) != null).toList();
  }

  /** The register's row. */
  JsonNode row(String id) throws Exception {
    return journey.street().rest("it").get("/systems/" + id).body();
  }

  /** All rows, as the console tells them. */
  Map<String, JsonNode> rows() throws Exception {
    String said = journey.street().console("it", "hutong:systems --json");
    Map<String, JsonNode> rows = new TreeMap<>();
    MAPPER
        .readTree(said.substring(said.indexOf('{')))
        .path("items")
        .forEach(row -> rows.put(row.path("id").asText(), row));
    return rows;
  }

  /** Waits until each of the rows has the colour. */
  void await(String light, List<String> ids) throws Exception {
    List<String> others = new ArrayList<>();
    boolean reached =
        Waiting.patiently(
            LIMIT,
            () -> {
              others.clear();
              for (String id : ids) {
                JsonNode row = row(id);
                String now = row.path("register").path("light").asText();
                if (!now.equals(light)) {
                  others.add(id + " " + now + " " + row.path("healthDetail") + row.path("feeds"));
                }
              }
              return others.isEmpty();
            });
    assertThat(reached).as("not " + light + ": " + others).isTrue();
  }

  /** Every system does wrong in that way until {@link #heal}; gives those that are spoiled. */
  List<String> spoil(String fault) throws IOException {
    List<String> spoiled = new ArrayList<>(spoiled());
    for (String id : spoiled) {
      standIn(id).fault(fault, -1, "before");
    }
    if (fault.equals("timeout") && all.elders().isPresent()) {
      all.elders().get().silent(true);
      spoiled.add("si-06");
    }
    return spoiled;
  }

  /** The systems do right again. */
  void heal() throws IOException {
    for (String id : spoiled()) {
      standIn(id).fault("none", 1, "before");
    }
    if (all.elders().isPresent()) {
      all.elders().get().silent(false);
    }
  }

  /** Nobody is there any more; gives those that a connection tells of. */
  List<String> stop() throws IOException {
    for (String id : spoiled()) {
      standIn(id).stop();
    }
    if (all.elders().isPresent()) {
      all.elders().get().stop();
    }
    for (String id : all.folders()) {
      Files.move(all.folder(id), all.folder(id + ".away"));
    }
    return all.connected().stream().filter(id -> !AllSystems.PAGES.contains(id)).toList();
  }

  /** Everybody is back. */
  void restart() throws IOException {
    for (String id : spoiled()) {
      standIn(id).restart();
    }
    if (all.elders().isPresent()) {
      all.elders().get().restart();
    }
    for (String id : all.folders()) {
      Files.move(all.folder(id + ".away"), all.folder(id));
    }
  }

  /** Something happens in each of the systems that only give. */
  void stir() throws IOException {
    String id = "SY" + System.nanoTime() % 1_000_000_000;
    standIn("si-01")
        .control(
            "{\"counter\":{\"djbh\":\"%s\",\"xm\":\"李宁\",\"sfzh\":\"110102198001011239\"}}"
                .formatted(id));
    standIn("si-03").control("{\"change\": 1}");
    standIn("si-05").control("{\"add\": 1}");
    if (standIn("si-10d") != null) {
      standIn("si-10d").control("{\"add\": 1}");
    }
  }

  @Override
  public void close() throws IOException {
    close(journey, database);
  }

  private static void close(Journey journey, @Nullable PostgresStreet database) throws IOException {
    journey.close();
    if (database != null) {
      database.close();
    }
  }
}
