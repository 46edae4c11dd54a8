package org.hutong.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hutong.casework.Case;
import org.hutong.casework.CaseState;
import org.hutong.core.casework.Arrivals;
import org.hutong.core.store.SqlStore;
import org.hutong.core.systems.InboundRules.RecordKind;
import org.hutong.problem.Refused;
import org.hutong.systems.Feed;
import org.hutong.systems.HistoryImport;
import org.hutong.systems.Inbound;
import org.hutong.systems.Quarantined;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases that began in a system, what it decided, and earlier ones: on every database. */
abstract class ArrivalContract {
  static final String PEOPLE =
      """
      {"as": "person", "time": $instantOf(row.gxsj), "deleted": row.scbz = "1",
       "fields": {"name": $need(row.xm, "xm"), "idNumber": row.sfzh, "since": $dateOf8(row.rq)}}""";
  static final String CASES =
      """
      [row.bjbh ? {"as": "case", "key": row.bjbh, "body": {
         "item": {"scheme": "survey-2016", "code": "MZ-28"},
         "subject": {"kind": "PERSON", "name": row.xm, "idNumber": $id18(row.sfzh)},
         "form": {"applyAmountFen": $fenOf(row.je), "difficulty": "大病"},
         "materials": [{"code": "ID_COPY", "verifiedOriginal": true}], "channel": "STATION"}},
       row.zt = "2" ? {"as": "decision", "key": row.bjbh, "delivery": $given(row.lybh),
         "result": "GRANTED", "ground": row.jg, "at": $instantOf(row.bjsj)}]""";
  static final String HISTORY =
      """
      {"as": "case", "key": row.bh, "state": "ARCHIVED", "result": "GRANTED", "ground": "历史",
       "registeredAt": $instantOf(row.sj), "body": {
         "item": {"scheme": "survey-2016", "code": $uncode("sxbm", row.sx)},
         "subject": {"kind": "PERSON", "name": row.xm, "idNumber": $id18(row.sfzh)}}}""";
  static final String FEEDS =
      """
      poll: 1s
      batch: 3
      unit: 东经路社区服务站
      feeds:
        - name: people
          rhythm: 1h
          mapping: people.jsonata
          columns: {xm: text, sfzh: text, rq: date8, gxsj: timestamp, scbz: text, mz: text}
          drop: [mz]
          records: {person: {name: P2, idNumber: P3, since: P1}}
        - name: cases
          mapping: cases.jsonata
          columns: {bjbh: text, xm: text, sfzh: text, je: decimal, zt: text, jg: text, bjsj: timestamp, lybh: text}
        - name: past
          history: true
          key: bh
          mapping: past.jsonata
          columns: {bh: text, sx: text, xm: text, sfzh: text, sj: timestamp}
      """;
  static final Map<String, String> MAPPINGS =
      Map.of(
          "people.jsonata",
          PEOPLE,
          "cases.jsonata",
          CASES,
          "past.jsonata",
          HISTORY,
          "codes.csv",
          "set,value,code\nsxbm,MZ-28,SX001\n");
  static final String ID = "110102198001011239";

  @TempDir Path config;
  InboundStreet street;

  abstract SqlStore store() throws Exception;

  @BeforeEach
  void open() throws Exception {
    street = new InboundStreet(store(), config);
    assertThat(street.declare(FEEDS, MAPPINGS)).isEmpty();
  }

  @AfterEach
  void close() throws Exception {
    street.close();
  }

  void person(String key, String name, String id, String deleted) {
    street.source.row(
        "people",
        key,
        "xm",
        name,
        "sfzh",
        id,
        "rq",
        "20160901",
        "gxsj",
        "2016-09-01 10:00:00",
        "scbz",
        deleted,
        "mz",
        "汉");
  }

  void aCase(String key, String amount, String state, String by) {
    street.source.row(
        "cases",
        "x" + key,
        "bjbh",
        key,
        "xm",
        "王安",
        "sfzh",
        "110102800101123",
        "je",
        amount,
        "zt",
        state,
        "jg",
        state.equals("2") ? "同意" : "",
        "bjsj",
        state.equals("2") ? "2026-01-06 09:00:00" : "",
        "lybh",
        by);
  }

  Optional<RecordTable.Kept> record(String key) {
    return street.store.read(
        c -> street.records.find(c, InboundStreet.name("people"), RecordKind.PERSON, key));
  }

  List<Quarantined> quarantine() {
    return street
        .desk
        .quarantine(InboundStreet.IT, new Inbound.Filter("si-x", null, null, 100, null))
        .items();
  }

  Feed feed(String name) {
    return street.freshness.all().stream()
        .filter(f -> f.feed().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCaseThatBeganThereIsLinkedSentOnAndKnowsItsOrigin() {
    aCase("DJL1", "3000.00", "1", "");
    aCase("DJL1", "3000.00", "1", "");
    street.ask("cases");
    assertThat(street.planned).containsExactly("ACCEPTED from si-x");
    Case entered = street.theCase(street.onlyCase());
    assertThat(entered.origin()).isEqualTo(new Case.Origin("si-x", "DJL1"));
    assertThat(entered.subject().idNumber()).isEqualTo(ID);
    assertThat(entered.unit()).isEqualTo("东经路社区服务站");
  }

  @Test
  void whatItsSystemChangesInACaseIsACorrectionForTheOthers() {
    aCase("DJL1", "3000.00", "1", "");
    aCase("DJL1", "2500.00", "1", "");
    street.ask("cases");
    assertThat(street.planned).containsExactly("ACCEPTED from si-x", "corrected 2 from si-x");
    assertThat(street.theCase(street.onlyCase()).form()).containsEntry("applyAmountFen", 250000L);
  }

  @Test
  void aDecisionOfTheSystemIsAnEventOfTheCaseOnceAndMovesNoState() {
    aCase("DJL1", "3000.00", "1", "");
    aCase("DJL1", "3000.00", "2", "");
    aCase("DJL1", "3000.00", "2", "");
    street.ask("cases");
    Case found = street.theCase(street.onlyCase());
    assertThat(found.history())
        .extracting(Case.Event::what)
        .containsExactly("register", "accept", "system-granted");
    assertThat(found.history().get(2).reason()).isEqualTo("同意");
    assertThat(found.history().get(2).account()).isEqualTo("si-x");
    assertThat(found.state()).isEqualTo(CaseState.ACCEPTED);
    assertThat(found.decision()).isNull();
  }

  @Test
  void aDecisionFindsTheCaseThatBeganHereByTheKeyOfItsDelivery() {
    Case here =
        street.cases.register(
            InboundStreet.CLERK,
            "k1",
            Map.of(
                "item", Map.of("scheme", "survey-2016", "code", "MZ-28"),
                "subject", Map.of("kind", "PERSON", "name", "李宁", "idNumber", ID),
                "form", Map.of("applyAmountFen", 100L, "difficulty", "大病"),
                "materials", List.of(Map.of("code", "ID_COPY", "verifiedOriginal", true))));
    decision("x1", here.number() + "/1/si-x/CREATE");
    street.ask("cases");
    assertThat(quarantine()).isEmpty();
    assertThat(street.theCase(here.number()).history())
        .extracting(Case.Event::what)
        .endsWith("system-granted");
  }

  @Test
  void aSystemDecidesNothingOfWhatWasSentToAnother() {
    decision("x1", "110102014-2016-0000001/1/si-02/CREATE");
    street.ask("cases");
    assertThat(quarantine().get(0).reason()).contains("不是发给该系统");
  }

  private void decision(String key, String delivery) {
    street.source.row(
        "cases",
        key,
        "bjbh",
        "",
        "xm",
        "李宁",
        "sfzh",
        ID,
        "je",
        "",
        "zt",
        "2",
        "jg",
        "同意",
        "bjsj",
        "2026-01-06 09:00:00",
        "lybh",
        delivery);
  }

  @Test
  void earlierCasesComeInOnceAndGoNowhere() throws Exception {
    Path file = config.resolve("past.csv");
    StringBuilder csv = new StringBuilder("\uFEFFbh,sx,xm,sfzh,sj\n");
    for (int i = 0; i < 7; i++) {
      csv.append("H").append(i).append(",SX001,王安,").append(ID).append(",2015-07-01 09:00:00\n");
    }
    csv.append("H9,SX999,王安,").append(ID).append(",2015-07-01 09:00:00\n");
    Files.writeString(file, csv);
    HistoryImport first = street.desk.history(InboundStreet.IT, "si-x", "past", file);
    assertThat(first).isEqualTo(new HistoryImport("si-x", "past", 8, 7, 0, 1, true));
    HistoryImport second = street.desk.history(InboundStreet.IT, "si-x", "past", file);
    assertThat(second.imported()).isZero();
    assertThat(second.known()).isEqualTo(7);
    assertThat(street.planned).isEmpty();
    assertThat(street.count("SELECT COUNT(*) FROM case_file WHERE state = 'ARCHIVED'"))
        .isEqualTo(7);
    assertThat(
            street.count(
                "SELECT COUNT(*) FROM case_file WHERE standard IS NOT NULL"
                    + " AND ended_how = 'GRANTED' AND ended_at = changed_at"))
        .isEqualTo(7);
    Case one = street.theCase(street.onlyCase());
    assertThat(one.registeredAt().toLocalDate()).hasToString("2015-07-01");
    assertThat(one.decision().result()).isEqualTo("GRANTED");
    assertThat(one.history()).extracting(Case.Event::what).containsExactly("import");
  }

  /** 东经路's two years were 25,799: {@code -Dhutong.history.rows=25799}. */
  @Test
  void manyEarlierCasesComeInByBatchesAndAreCountedAndGoNowhere() throws Exception {
    int rows = Integer.getInteger("hutong.history.rows", 600);
    Path file = config.resolve("years.csv");
    try (BufferedWriter csv = Files.newBufferedWriter(file)) {
      csv.write("bh,sx,xm,sfzh,sj\n");
      for (int i = 0; i < rows; i++) {
        csv.write("DJL%06d,SX001,王安,%s,201%d-07-01 09:00:00\n".formatted(i, ID, 4 + i % 2));
      }
    }
    HistoryImport done = street.desk.history(InboundStreet.IT, "si-x", "past", file);
    assertThat(done).isEqualTo(new HistoryImport("si-x", "past", rows, rows, 0, 0, true));
    assertThat(street.planned).isEmpty();
    assertThat(street.count("SELECT COUNT(*) FROM delivery")).isZero();
    assertThat(street.count("SELECT COUNT(DISTINCT case_number) FROM case_file")).isEqualTo(rows);
    assertThat(street.count("SELECT COUNT(*) FROM inbound_link")).isEqualTo(rows);
    assertThat(street.desk.history(InboundStreet.IT, "si-x", "past", file).known()).isEqualTo(rows);
  }

  @Test
  void aFileThatIsAnotherThanWasMeantIsRefusedWithoutAWordOfIt() throws Exception {
    Path file = config.resolve("initial-passwords");
    Files.writeString(file, "admin:Kao9-secret\nsecurity:x\n");
    assertThatThrownBy(() -> street.desk.history(InboundStreet.IT, "si-x", "past", file))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("bh、sx、xm、sfzh、sj")
        .hasMessageNotContaining("Kao9");
  }

  @Test
  void aFileOfOneEarlierCaseWithoutAColumnIsRefused() throws Exception {
    Path file = config.resolve("past.csv");
    Files.writeString(file, "bh,sx,xm,sfzh\nH1,SX001,王安," + ID + "\n");
    assertThatThrownBy(() -> street.desk.history(InboundStreet.IT, "si-x", "past", file))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("bh、sx、xm、sfzh、sj");
  }

  @Test
  void anEarlierCaseWithAResultThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new Arrivals.Past(CaseState.ARCHIVED, Instant.EPOCH, null, "准予", null))
        .isInstanceOf(Refused.class);
  }
}
