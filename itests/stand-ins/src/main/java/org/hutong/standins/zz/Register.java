package org.hutong.standins.zz;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hutong.standins.kit.Json;
import org.hutong.standins.kit.MadeUp;

/** What 综治 knows: four lists, each sorted by its last change to the second. 示例(虚构). */
final class Register {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final LocalDateTime FIRST = LocalDateTime.of(2026, 1, 5, 8, 0);
  private static final String GRID = "110102014003";

  private final Clock clock;
  private final long seed;
  private final Map<String, Map<String, ObjectNode>> lists = new LinkedHashMap<>();

  Register(Clock clock, long seed) {
    this.clock = clock;
    this.seed = seed;
    fill();
  }

  /** Back to the first day. */
  synchronized void fill() {
    lists.clear();
    Random random = new Random(seed);
    for (int i = 1; i <= 230; i++) {
      ObjectNode row = row("population", "rkbh", "RK%06d".formatted(i), i);
      LocalDate born = LocalDate.of(1935, 1, 1).plusDays(random.nextInt(25_000));
      row.put("xm", MadeUp.name(random)).put("zjlx", "01");
      row.put("zjhm", MadeUp.number(born, random.nextInt(1000)));
      row.put("rklx", List.of("户籍", "流动", "境外").get(i % 20 == 0 ? 2 : i % 3 == 0 ? 1 : 0));
      row.put("mz", "01").put("xzdz", "东经路示例" + (1 + random.nextInt(30)) + "号院");
      place(row, random);
    }
    for (int i = 1; i <= 60; i++) {
      ObjectNode row = row("houses", "fwbh", "FW%06d".formatted(i), i);
      row.put("dz", "东经路示例" + i + "号院").put("cqrxm", MadeUp.name(random));
      row.put("sfcz", i % 4 == 0 ? "1" : "0").put("zkrs", i % 4 == 0 ? 2 : 0);
      place(row, random);
      row = row("events", "sjbh", "SJ%06d".formatted(i), i);
      row.put("sjlx", "楼道堆物").put("fssj", SECOND.format(FIRST)).put("dd", "东经路示例" + i + "号院");
      row.put("ms", "示例").put("zt", "1");
      place(row, random);
      row = row("organizations", "tyshxydm", "91110102MA%08d".formatted(i), i);
      row.put("mc", "示例单位" + i).put("lx", "个体").put("dz", "东经路示例" + i + "号");
    }
  }

  private ObjectNode row(String list, String key, String id, int i) {
    ObjectNode row = Json.object().put(key, id);
    // Many bear the same second, as after a load at night.
    row.put("gxsj", SECOND.format(FIRST.plusSeconds(i / 40)));
    lists.computeIfAbsent(list, l -> new LinkedHashMap<>()).put(id, row);
    return row;
  }

  private static void place(ObjectNode row, Random random) {
    row.put("wgbm", GRID + "%03d".formatted(1 + random.nextInt(9)));
    row.put("lng", "116.39%04d".formatted(random.nextInt(10_000)));
    row.put("lat", "39.88%04d".formatted(random.nextInt(10_000)));
  }

  /** One page, oldest change first; null for a list that is not there. */
  synchronized ObjectNode page(String list, String since, int page, int size) {
    Map<String, ObjectNode> rows = lists.get(list);
    if (rows == null) {
      return null;
    }
    ObjectNode answer = Json.object().put("code", "0");
    ObjectNode data = answer.putObject("data");
    ArrayNode found = data.putArray("rows");
    List<ObjectNode> all =
        rows.values().stream()
            .filter(row -> row.get("gxsj").asText().compareTo(since) >= 0)
            .sorted(Comparator.comparing(row -> row.get("gxsj").asText()))
            .toList();
    all.stream()
        .skip((long) size * (page - 1))
        .limit(size)
        .forEach(row -> found.add(row.deepCopy()));
    data.put("page", page).put("total", all.size());
    return answer;
  }

  /** The rows of a list that changed longest ago are changed now. */
  synchronized void change(String list, int count) {
    Map<String, ObjectNode> rows = lists.get(list);
    List<String> oldest = new ArrayList<>();
    rows.entrySet().stream()
        .sorted(Comparator.comparing(e -> e.getValue().get("gxsj").asText()))
        .limit(count)
        .forEach(e -> oldest.add(e.getKey()));
    for (String key : oldest) {
      ObjectNode row = rows.remove(key);
      row.put("gxsj", SECOND.format(LocalDateTime.ofInstant(clock.instant(), ZONE)));
      row.put("bgcs", row.path("bgcs").asInt() + 1);
      rows.put(key, row);
    }
  }

  /** A row vanishes. */
  synchronized void remove(String list, String key) {
    lists.get(list).remove(key);
  }

  /** What the list holds now: key to how often it was changed. */
  synchronized ObjectNode held(String list) {
    ObjectNode held = Json.object();
    lists.get(list).forEach((key, row) -> held.put(key, row.path("bgcs").asInt()));
    return held;
  }
}
