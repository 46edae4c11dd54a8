package org.hutong.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hutong.standins.StandInProcess;

/**
 * What the systems themselves hold: counted from their own journals, by the case number inside the
 * key each entry came under. The appliance's ledger is not asked.
 */
public final class Tally {
  private static final Duration TOLD = Duration.ofSeconds(10);

  private final Map<String, Journal> systems;

  private Tally(Map<String, Journal> systems) {
    this.systems = systems;
  }

  /**
   * One system's journal, by case.
   *
   * @param created receipts of what was created for each case; more than one is one too many
   * @param keys how often each operation under each key took effect, CREATE included
   * @param clients how many effects each client made; a client is an adapter with its version
   */
  public record Journal(
      String id,
      int attempts,
      Map<String, List<String>> created,
      Map<String, Integer> keys,
      Map<String, Integer> clients) {

    /** Those of the cases that this system does not hold. */
    public List<String> missing(Collection<String> cases) {
      return cases.stream().filter(each -> !created.containsKey(each)).toList();
    }

    /** Those cases that were created more than once, and the keys that took effect again. */
    public List<String> twice() {
      TreeSet<String> twice = new TreeSet<>();
      created.forEach((number, receipts) -> add(twice, number, receipts.size()));
      keys.forEach((key, count) -> add(twice, key, count));
      return List.copyOf(twice);
    }

    private static void add(TreeSet<String> twice, String what, int count) {
      if (count > 1) {
        twice.add(what + " ×" + count);
      }
    }

    /** The receipt for a case; empty when there is none. */
    public String receipt(String number) {
      return created.getOrDefault(number, List.of("")).get(0);
    }

    /** The keys of a case that took effect, in the journal's order. */
    public List<String> keysOf(String number) {
      return keys.keySet().stream().filter(key -> caseOf(key).equals(number)).toList();
    }

    /** Whether each of the cases was created once and nothing took effect twice. */
    public boolean exactlyOnce(Collection<String> cases) {
      return missing(cases).isEmpty() && twice().isEmpty();
    }
  }

  /** Reads every system's journal once it holds all of these; after ten seconds as it is. */
  public static Tally with(Street street, Collection<String> cases) throws Exception {
    Tally[] last = new Tally[1];
    // si-04 tells of its effects a moment after them.
    Waiting.within(
        TOLD,
        () -> {
          last[0] = of(street);
          return last[0].holds(cases);
        });
    return last[0];
  }

  /** Reads every system's journal now. */
  public static Tally of(Street street) throws IOException {
    Map<String, Journal> systems = new LinkedHashMap<>();
    for (Map.Entry<String, StandInProcess> entry : street.systems().entrySet()) {
      systems.put(entry.getKey(), of(entry.getKey(), entry.getValue()));
    }
    return new Tally(systems);
  }

  /** Reads one system's journal now. */
  public static Journal of(String id, StandInProcess process) throws IOException {
    int attempts = 0;
    Map<String, List<String>> created = new TreeMap<>();
    Map<String, Integer> keys = new LinkedHashMap<>();
    Map<String, Integer> clients = new TreeMap<>();
    long since = 0;
    JsonNode page;
    do {
      page = process.journal(since);
      for (JsonNode entry : page.get("entries")) {
        String kind = entry.path("kind").asText();
        attempts += kind.equals("attempt") ? 1 : 0;
        if (kind.equals("effect")) {
          String operation = entry.path("operation").asText();
          String key = entry.path("key").asText();
          keys.merge(operation + " " + key, 1, Integer::sum);
          clients.merge(client(entry), 1, Integer::sum);
          if (operation.equals("CREATE")) {
            created.merge(caseOf(key), List.of(entry.path("receipt").asText()), Tally::joined);
          }
        }
      }
      since = page.path("next").asLong();
    } while (page.path("more").asBoolean());
    return new Journal(id, attempts, created, keys, clients);
  }

  /** A key is {@code <case>/<revision>/<system>/<operation>}, perhaps after an operation. */
  private static String caseOf(String key) {
    String bare = key.substring(key.indexOf(' ') + 1);
    int slash = bare.indexOf('/');
    return slash < 0 ? bare : bare.substring(0, slash);
  }

  private static String client(JsonNode entry) {
    return entry.path("client").asText();
  }

  private static List<String> joined(List<String> some, List<String> more) {
    return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
  }

  /** All systems by id. */
  public Map<String, Journal> systems() {
    return systems;
  }

  /** One system. */
  public Journal system(String id) {
    return systems.get(id);
  }

  /** Whether every system holds every case once and none twice. */
  public boolean exactlyOnce(Collection<String> cases) {
    return systems.values().stream().allMatch(each -> each.exactlyOnce(cases));
  }

  /** Whether every system holds every case, once or more. */
  public boolean holds(Collection<String> cases) {
    return systems.values().stream().allMatch(each -> each.missing(cases).isEmpty());
  }
}
