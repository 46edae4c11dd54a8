package org.hutong.harness.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hutong.harness.Rest;
import org.hutong.harness.Waiting;

/**
 * The district's reader of the change feed: it follows by cursor while the appliance comes and
 * goes, and never begins anew. What it has read must be what the feed holds at the end.
 */
final class Follower {
  private static final String ITEMS = "items";

  private final Rest hub;
  private final List<String> seen = new ArrayList<>();
  private final Thread reader = new Thread(this::follow, "follower");
  private String cursor = "";
  private volatile boolean ended;

  Follower(Rest hub) {
    this.hub = hub;
  }

  Follower start() {
    reader.start();
    return this;
  }

  private void follow() {
    while (!ended) {
      try {
        if (!step(1)) {
          pause();
        }
      } catch (IOException e) {
        pause(); // The appliance is away; the cursor stays.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
  }

  /** One page; false when there was none. */
  private boolean step(int waitSeconds) throws IOException, InterruptedException {
    JsonNode page = page(hub, cursor, waitSeconds);
    for (JsonNode change : page.path(ITEMS)) {
      seen.add(text(change));
    }
    cursor = page.path("next").asText(cursor);
    return !page.path(ITEMS).isEmpty();
  }

  private static JsonNode page(Rest hub, String after, int wait)
      throws IOException, InterruptedException {
    String query = "/changes?limit=500&wait=" + wait + (after.isEmpty() ? "" : "&after=" + after);
    Rest.Answer answer = hub.get(query);
    if (answer.status() != 200) {
      throw new IOException("changes: " + answer.status() + " " + answer.body());
    }
    return answer.body();
  }

  private static String text(JsonNode change) {
    return String.join(
        " ",
        change.path("cursor").asText(),
        change.path("reference").asText(),
        change.path("revision").asText(),
        change.path("what").asText());
  }

  /** What the feed came to. */
  record Verdict(int changes, List<String> faults) {}

  /**
   * Ends the reading and puts it beside the feed read from its beginning.
   *
   * @param numbers of the cases that somebody was told of: who entered them, or a system
   */
  Verdict judge(Set<String> numbers) throws Exception {
    end();
    Waiting.within(Duration.ofSeconds(30), () -> !step(0));
    List<String> whole = new ArrayList<>();
    String at = "";
    JsonNode page;
    do {
      page = page(hub, at, 0);
      page.path(ITEMS).forEach(change -> whole.add(text(change)));
      at = page.path("next").asText();
    } while (!page.path(ITEMS).isEmpty());
    List<String> faults = new ArrayList<>();
    if (!whole.equals(seen)) {
      faults.add("the follower read " + seen.size() + " changes, the feed holds " + whole.size());
    }
    if (new TreeSet<>(whole).size() != whole.size()) {
      faults.add("a change stands twice");
    }
    for (int i = 1; i < whole.size(); i++) {
      if (number(whole.get(i)) != number(whole.get(i - 1)) + 1) {
        faults.add("a gap before " + whole.get(i));
      }
    }
    Set<String> events = new TreeSet<>();
    Set<String> cases = new TreeSet<>();
    for (String change : whole) {
      if (!events.add(change.substring(change.indexOf(' ')))) {
        faults.add("told twice: " + change);
      }
      cases.add(change.split(" ")[1]);
    }
    numbers.stream()
        .filter(each -> !cases.contains(each))
        .forEach(each -> faults.add("not in the feed: " + each));
    return new Verdict(whole.size(), faults);
  }

  /** The number behind the epoch in a cursor. */
  private static long number(String change) {
    String cursor = change.substring(0, change.indexOf(' '));
    return Long.parseLong(cursor.substring(cursor.lastIndexOf('.') + 1));
  }

  /** Ends it and waits for its thread. */
  void end() throws InterruptedException {
    ended = true;
    reader.join();
  }
}
