package org.hutong.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every system of the survey connected: one case of every example item is entered once and reaches
 * every system that the item names, and every row of the register turns green.
 */
final class DemoSystems {
  private static final Duration RECEIPTS = Duration.ofSeconds(300);
  private static final Duration GREEN = Duration.ofSeconds(300);
  private static final String SYSTEM = "system";

  private final Screen screen;
  private final Street street;
  private final AllSystems all;
  private boolean held = true;

  DemoSystems(Screen screen, Street street, AllSystems all) {
    this.screen = screen;
    this.street = street;
    this.all = all;
  }

  /** Whether everything held. */
  boolean show() throws Exception {
    all.absent().forEach((id, why) -> screen.line(id + "  " + why));
    Map<String, String> cases = enter();
    receipts(cases);
    register();
    return held;
  }

  /** The item of each case, by number. */
  private Map<String, String> enter() throws Exception {
    screen.step("每个示例事项录入一件，只录一次", "one case of every example item, each entered once");
    Map<String, String> cases = new LinkedHashMap<>();
    Path samples = street.appliance().home().resolve("etc/hutong/items/samples");
    try (Stream<Path> files = Files.list(samples)) {
      for (Path file : files.sorted().toList()) {
        String item = file.getFileName().toString().replace(".json", "");
        Rest.Answer answer = street.rest("clerk").post("/cases", Files.readString(file));
        String number = answer.body().path("number").asText();
        if (number.isEmpty()) {
          held(false, item + " " + answer.status() + " " + answer.body());
        } else {
          cases.put(number, item);
        }
      }
    }
    return cases;
  }

  private void receipts(Map<String, String> cases) throws Exception {
    screen.step("等待回执；网页由人照单录入", "waiting for receipts; what is a page only is typed by a person");
    Map<String, List<JsonNode>> deliveries = new TreeMap<>();
    boolean delivered =
        Waiting.patiently(
            RECEIPTS,
            () -> {
              all.take();
              for (String number : cases.keySet()) {
                deliveries.put(number, deliveries(number));
                for (JsonNode delivery : deliveries.get(number)) {
                  typed(delivery);
                }
              }
              return deliveries.values().stream().flatMap(List::stream).allMatch(this::done);
            });
    Tally tally = Tally.of(street);
    List<List<String>> rows = new ArrayList<>();
    boolean known = true;
    for (Map.Entry<String, String> each : cases.entrySet()) {
      for (JsonNode delivery : deliveries.get(each.getKey())) {
        String system = delivery.path(SYSTEM).asText();
        String receipt = delivery.path("receipt").asText();
        if (tally.systems().containsKey(system) && !AllSystems.PAGES.contains(system)) {
          known &= receipt.equals(tally.system(system).receipt(each.getKey()));
        }
        rows.add(
            List.of(
                each.getValue(),
                each.getKey(),
                system,
                delivery.path("state").asText(),
                receipt.isEmpty() ? delivery.path("why").asText() : receipt));
      }
    }
    screen.table(List.of("事项 item", "办件 case", "系统 system", "状态 state", "回执 receipt"), rows);
    held(delivered, "每件在事项所列的每个系统都有回执 a receipt of every system that the item names");
    held(known, "回执与对方自己的记录一致 each receipt is in that system's own journal");
  }

  private List<JsonNode> deliveries(String number) throws Exception {
    List<JsonNode> found = new ArrayList<>();
    street.rest("clerk").get("/deliveries?case=" + number).body().path("items").forEach(found::add);
    return found;
  }

  private void typed(JsonNode delivery) throws Exception {
    String system = delivery.path(SYSTEM).asText();
    if (delivery.path("state").asText().equals("ASSISTED") && AllSystems.PAGES.contains(system)) {
      String id = delivery.path("id").asText();
      String sheet = "/deliveries/" + id + "?purpose=CASE_HANDLING";
      all.type(system, street.rest("clerk").get(sheet).body());
    }
  }

  private boolean done(JsonNode delivery) {
    return all.absent().containsKey(delivery.path(SYSTEM).asText())
        || delivery.path("state").asText().equals("DELIVERED");
  }

  private void register() throws Exception {
    screen.step("系统台账", "the register, as hutong:systems shows it");
    Map<String, JsonNode> rows = new TreeMap<>();
    boolean green =
        Waiting.patiently(
            GREEN,
            () -> {
              JsonNode page = street.rest("it").get("/systems?limit=100").body();
              page.path("items").forEach(row -> rows.put(row.path("id").asText(), row));
              return all.connected().stream().allMatch(id -> light(rows.get(id)).equals("GREEN"));
            });
    List<List<String>> shown = new ArrayList<>();
    for (Map.Entry<String, JsonNode> row : rows.entrySet()) {
      shown.add(
          List.of(
              row.getKey(),
              row.getValue().path("name").asText(),
              light(row.getValue()),
              row.getValue().path("lastSuccess").asText(""),
              freshness(row.getValue())));
    }
    screen.table(List.of("系统", "名称 name", "颜色 light", "最近成功 last success", "新鲜度 freshness"), shown);
    held(green, "连接的系统全部为绿 every connected system is green: " + all.connected().size());
  }

  private static String light(JsonNode row) {
    return row.path("register").path("light").asText();
  }

  private static String freshness(JsonNode row) {
    List<String> feeds = new ArrayList<>();
    row.path("feeds")
        .forEach(
            feed -> feeds.add(feed.path("feed").asText() + " " + feed.path("freshness").asText()));
    return String.join("，", feeds);
  }

  private void held(boolean holds, String what) {
    held &= holds;
    screen.check(holds, what);
  }
}
