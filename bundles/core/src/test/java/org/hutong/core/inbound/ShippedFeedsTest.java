package org.hutong.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.core.systems.InboundRules;
import org.hutong.core.systems.SystemDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the feeds that ship make of rows as their system writes them. */
class ShippedFeedsTest {
  private static final String TYPED =
      """
      {"dz": "东经路12号院3-2-301", "sqdm": "110102014003", "cl": ["ID_COPY"],
       "form": {"applyAmountFen": 300000, "difficulty": "大病"}}""";

  @TempDir static Path folder;
  private static ShippedStreet street;
  private static SystemDefinition si04;
  private static SystemDefinition si05;

  @BeforeAll
  static void open() throws Exception {
    street = new ShippedStreet(folder);
    si04 = street.system("si-04");
    si05 = street.system("si-05");
  }

  @AfterAll
  static void close() throws Exception {
    street.close();
  }

  private static Arrived read(String feed, String prefix, String... changes) {
    Map<String, String> fields = new LinkedHashMap<>();
    si04.inbound().feed(feed).orElseThrow().columns().keySet().forEach(c -> fields.put(c, ""));
    fields.put(prefix + "bjbh", "DJL202600000001");
    fields.put(prefix + "sxbm", "SX001");
    fields.put(prefix + "sqr_xm", "王安");
    fields.put(prefix + "sqr_sfzh", "110102800101123");
    fields.put(prefix + "slsj", "2016-09-01 10:00:00");
    fields.put(prefix + "zt", "1");
    for (int i = 0; i < changes.length; i += 2) {
      fields.put(changes[i], changes[i + 1]);
    }
    Batch.Row row = new Batch.Row("DJL202600000001", "t_outbox#1", fields);
    return street.reading.read(si04, si04.inbound().feed(feed).orElseThrow(), row);
  }

  private static List<Arrived.Part> parts(Arrived arrived) {
    assertThat(arrived).as(arrived.toString()).isInstanceOf(Arrived.Good.class);
    return ((Arrived.Good) arrived).parts();
  }

  @Test
  void whatTheirClerkTypedIsACaseAndTheirDecisionBesides() {
    assertThat(parts(read("bj", "nr.", "nr.bdnr", TYPED)))
        .singleElement()
        .isInstanceOf(Arrived.CaseOf.class);
    assertThat(
            parts(
                read(
                    "bj",
                    "nr.",
                    "nr.bdnr",
                    TYPED,
                    "nr.zt",
                    "2",
                    "nr.bjsj",
                    "2016-09-02 10:00:00",
                    "nr.bjjg",
                    "同意")))
        .hasSize(2)
        .element(1)
        .isInstanceOf(Arrived.Said.class);
  }

  @Test
  void whatCameFromHereComesBackOnlyAsADecision() {
    String key = "110102014-2016-000001/1/si-04/CREATE";
    assertThat(parts(read("bj", "nr.", "nr.lybh", key))).isEmpty();
    assertThat(
            parts(
                read(
                    "bj", "nr.", "nr.lybh", key, "nr.zt", "2", "nr.bjsj", "2016-09-02 10:00:00.5")))
        .singleElement()
        .satisfies(
            part ->
                assertThat(((Arrived.Said) part).caseNumber()).isEqualTo("110102014-2016-000001"));
  }

  @Test
  void aRowWithoutItsFormWaitsForAPersonAndNamesFieldsOnly() {
    Arrived bad = read("bj", "nr.");
    assertThat(bad).isInstanceOf(Arrived.Bad.class);
    assertThat(((Arrived.Bad) bad).reason()).contains("/form").doesNotContain("王安", "110102");
    assertThat(((Arrived.Bad) read("bj", "nr.", "nr.sxbm", "SX067", "nr.bdnr", TYPED)).reason())
        .contains("代码表 sxbm");
  }

  private static Arrived.RecordOf wish(String type) {
    String event =
        """
        {"event_id": "EV-1", "type": "%s", "id": "HQ1", "seq": 3, "ts": "2016-09-01T10:00:00+08:00",
         "data": {"item": "X01", "text": "示例诉求", "status": "DONE", "resident":
          {"name": "王安", "phone": "13800000000", "mz": "汉"},
          "place": {"lng": "116.3912", "lat": "39.8871", "crs": "gcj02"}}}"""
            .formatted(type);
    InboundRules.FeedRules wishes = si05.inbound().feed("wishes").orElseThrow();
    Event read = Event.read(wishes, event.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    assertThat(read.id()).isEqualTo("EV-1");
    assertThat(read.sequence()).isEqualTo(3);
    return (Arrived.RecordOf) parts(street.reading.read(si05, wishes, read.row())).get(0);
  }

  @Test
  void aWishThatIsPushedIsAnEventByClassAndOneThatIsWithdrawnItsNumberOnly() {
    Arrived.RecordOf changed = wish("request.changed");
    assertThat(changed.key()).isEqualTo("HQ1");
    assertThat(changed.flags()).containsExactly("GCJ02");
    assertThat(changed.classes())
        .isEqualTo(
            Map.of(
                "P1",
                Map.of("item", "X01", "status", "DONE"),
                "P2",
                Map.of("residentName", "王安", "longitude", "116.3912", "latitude", "39.8871"),
                "P3",
                Map.of("text", "示例诉求", "residentPhone", "13800000000")));
    Arrived.RecordOf withdrawn = wish("request.withdrawn");
    assertThat(withdrawn.deleted()).isTrue();
    assertThat(withdrawn.classes()).isEmpty();
  }

  @Test
  void anEarlierCaseNeedsNoForm() {
    assertThat(parts(read("past", "", "zt", "2", "bjsj", "2016-09-02 10:00:00")))
        .singleElement()
        .isInstanceOf(Arrived.PastCase.class);
    assertThat(parts(read("past", "", "lybh", "x"))).isEmpty();
  }
}
