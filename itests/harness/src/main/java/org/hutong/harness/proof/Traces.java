package org.hutong.harness.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hutong.harness.Street;
import org.hutong.standins.StandInProcess;

/** What the systems' own journals say about the moment of each blow. */
final class Traces {
  /** These journal an attempt and its effect in the same breath; si-04 tells of effects later. */
  private static final Set<String> AT_ONCE = Set.of("si-02", "si-07");

  private final Street street;
  private final Map<String, Long> next = new LinkedHashMap<>();
  private final List<Moment> blows = new ArrayList<>();
  private final Map<String, Map<String, Fate>> fates = new HashMap<>();

  Traces(Street street) {
    this.street = street;
  }

  /** How far each key had come at which blow; keys are told apart by system. */
  private static final class Fate {
    private int attempted = -1;
    private int acted = -1;
    private int askedAgain = -1;
  }

  /** A blow's place in the journals. */
  private record Moment(Set<String> underWay) {}

  /** Reads the journals on; what is new happened before the blow of this number, the next one. */
  void before(int blow) throws IOException {
    read(blow);
    Set<String> underWay = new HashSet<>();
    fates.forEach(
        (system, keys) ->
            keys.forEach(
                (key, fate) -> {
                  if (AT_ONCE.contains(system) && fate.attempted == blow && fate.acted < 0) {
                    underWay.add(system + " " + key);
                  }
                }));
    blows.add(new Moment(underWay));
  }

  private void read(int blow) throws IOException {
    for (Map.Entry<String, StandInProcess> system : street.systems().entrySet()) {
      Map<String, Fate> keys = fates.computeIfAbsent(system.getKey(), s -> new HashMap<>());
      JsonNode page;
      do {
        page = system.getValue().journal(next.getOrDefault(system.getKey(), 0L));
        page.path("entries").forEach(entry -> note(keys, entry, blow));
        next.put(system.getKey(), page.path("next").asLong());
      } while (page.path("more").asBoolean());
    }
  }

  private static void note(Map<String, Fate> keys, JsonNode entry, int blow) {
    String key = entry.path("key").asText("");
    if (key.isEmpty()) {
      return;
    }
    Fate fate = keys.computeIfAbsent(key, k -> new Fate());
    if (entry.path("kind").asText().equals("effect")) {
      fate.acted = fate.acted < 0 ? blow : fate.acted;
    } else if (fate.acted >= 0 && fate.acted < blow) {
      fate.askedAgain = fate.askedAgain < 0 ? fate.acted : fate.askedAgain;
    } else if (entry.path("kind").asText().equals("attempt")) {
      fate.attempted = blow;
    }
  }

  /** Calls that a system had taken and not acted upon when the blow fell. */
  int sending(int blow) {
    return blows.get(blow).underWay().size();
  }

  /**
   * Effects before the blow that the appliance asked about after it: their receipts had not been
   * kept. Reads the journals on, so it is asked when all is at rest.
   */
  Map<Integer, Integer> receiptsLost() throws IOException {
    read(blows.size());
    Map<Integer, Integer> lost = new TreeMap<>();
    fates
        .values()
        .forEach(
            keys ->
                keys.values().stream()
                    .filter(fate -> fate.askedAgain >= 0)
                    .forEach(fate -> lost.merge(fate.askedAgain, 1, Integer::sum)));
    return lost;
  }

  /** Cases that some systems hold and others do not. */
  static Set<String> half(Map<String, ? extends Set<String>> created) {
    Set<String> anywhere = new TreeSet<>();
    created.values().forEach(anywhere::addAll);
    Set<String> half = new TreeSet<>(anywhere);
    half.removeIf(each -> created.values().stream().allMatch(held -> held.contains(each)));
    return half;
  }
}
