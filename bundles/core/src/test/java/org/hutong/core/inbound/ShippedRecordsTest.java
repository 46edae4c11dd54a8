package org.hutong.core.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.core.systems.InboundRules.FeedRules;
import org.hutong.core.systems.InboundRules.RecordKind;
import org.hutong.core.systems.SystemDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the feeds that ship make of a row of records, and what they let go of (privacy.md §5). */
class ShippedRecordsTest {
  private static final String ID = "110102198001011239";

  @TempDir static Path folder;
  private static ShippedStreet street;

  @BeforeAll
  static void open() throws Exception {
    street = new ShippedStreet(folder);
    assertThat(street.findings).allSatisfy(fault -> assertThat(fault).contains("secrets."));
  }

  @AfterAll
  static void close() throws Exception {
    street.close();
  }

  /** A row as its adapter gives it, cleaned and read as the pump does. */
  private static Arrived.Part read(String system, String feed, Map<String, String> row) {
    SystemDefinition of = street.system(system);
    FeedRules rules = of.inbound().feed(feed).orElseThrow();
    Batch.Row given = new Batch.Row(row.values().iterator().next(), "1", row);
    assertThat(Drift.of(rules, List.of(given), false)).isEmpty();
    Batch.Row cleaned = Cleaning.row(rules, given);
    assertThat(cleaned.fields().keySet()).noneMatch(rules.drop()::contains);
    Arrived arrived = street.reading.read(of, rules, cleaned);
    assertThat(arrived).as(arrived.toString()).isInstanceOf(Arrived.Good.class);
    List<Arrived.Part> parts = ((Arrived.Good) arrived).parts();
    assertThat(parts).hasSize(1);
    return parts.get(0);
  }

  private static Map<String, String> row(String... cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i += 2) {
      row.put(cells[i], cells[i + 1]);
    }
    return row;
  }

  private static Arrived.RecordOf record(String system, String feed, Map<String, String> row) {
    return (Arrived.RecordOf) read(system, feed, row);
  }

  private static Map<String, Object> fields(Arrived.RecordOf record) {
    Map<String, Object> all = new LinkedHashMap<>();
    record.classes().values().forEach(all::putAll);
    return all;
  }

  @Test
  void anUnemployedPersonOfSi01() {
    Map<String, String> row =
        row(
            "djbh",
            "SY1",
            "xm",
            "王安",
            "sfzh",
            ID,
            "xb",
            "男",
            "mz",
            "01",
            "whcd",
            "高中",
            "sqmc",
            "某社区",
            "sqdm",
            "110102014003",
            "sydjrq",
            "20160901",
            "syyy",
            "合同到期",
            "zt",
            "1",
            "gxsj",
            "2016-09-01 10:00:00",
            "scbz",
            "0");
    Arrived.RecordOf record = record("si-01", "sydj", row);
    assertThat(record.kind()).isEqualTo(RecordKind.PERSON);
    assertThat(record.idNumber()).isEqualTo(ID);
    assertThat(fields(record)).containsEntry("sex", "MALE").doesNotContainValue("01");
    assertThat(
            fields(
                record(
                    "si-01",
                    "pxjl",
                    row(
                        "pxbh",
                        "PX1",
                        "sfzh",
                        ID,
                        "pxxm",
                        "家政服务",
                        "ksrq",
                        "20160905",
                        "jsrq",
                        "20160930",
                        "jg",
                        "合格",
                        "gxsj",
                        "2016-09-01 10:00:00"))))
        .containsEntry("from", "2016-09-05");
  }

  @Test
  void aDeletionNeedsNoMoreThanItsKey() {
    Map<String, String> blanked = row("djbh", "SY1", "gxsj", "2016-09-02 10:00:00", "scbz", "1");
    for (String column : List.of("xm", "sfzh", "xb", "mz", "whcd", "sqmc", "sqdm")) {
      blanked.put(column, "");
    }
    List.of("sydjrq", "syyy", "zt").forEach(column -> blanked.put(column, ""));
    assertThat(record("si-01", "sydj", blanked).deleted()).isTrue();

    Map<String, String> withdrawn =
        row("event_id", "E1", "type", "request.withdrawn", "id", "R1", "seq", "3");
    withdrawn.put("ts", "2016-09-02T10:00:00+08:00");
    Arrived.RecordOf wish = record("si-05", "wishes", withdrawn);
    assertThat(wish.deleted()).isTrue();
    assertThat(wish.key()).isEqualTo("R1");
  }

  @Test
  void aPersonOfSi03WithAPlaceAndWithoutKindOfResidence() {
    Map<String, String> row =
        row(
            "rkbh",
            "RK1",
            "gxsj",
            "2026-01-05 08:00:00",
            "xm",
            "王安",
            "zjlx",
            "01",
            "zjhm",
            ID,
            "xzdz",
            "东经路示例1号院",
            "wgbm",
            "110102014003001",
            "lng",
            "116.391",
            "lat",
            "39.887");
    Arrived.RecordOf record = record("si-03", "main", row);
    assertThat(record.kind()).isEqualTo(RecordKind.PERSON);
    assertThat(record.idNumber()).isEqualTo(ID);
    assertThat(fields(record)).containsEntry("grid", "110102014003001");
    assertThat(street.system("si-03").settings().toString())
        .as("what is not named stays there")
        .doesNotContain("mz", "rklx");
    row.put("zjlx", "14");
    row.put("zjhm", "E12345678");
    assertThat(fields(record("si-03", "main", row))).doesNotContainKey("idNumber");
  }

  @Test
  void whatAResidentAskedForInSi05IsACase() {
    Map<String, String> row =
        row(
            "id",
            "HQ1",
            "item",
            "X01",
            "resident.name",
            "王安",
            "resident.phone",
            "13800000000",
            "place.lng",
            "116.3912",
            "place.lat",
            "39.8871",
            "place.crs",
            "gcj02",
            "text",
            "楼道灯不亮",
            "status",
            "NEW");
    assertThat(read("si-05", "main", row)).isInstanceOf(Arrived.CaseOf.class);
  }

  @Test
  void anElderOfSi06WithoutSomebodyElsesName() {
    Map<String, String> row =
        row(
            "编号",
            "01",
            "姓名",
            "王䶮",
            "身份证号",
            ID,
            "性别",
            "女",
            "出生日期",
            "19400101",
            "住址",
            "东经路\n12号",
            "联系电话",
            "",
            "紧急联系人",
            "某某",
            "自理能力",
            "2",
            "服务等级",
            "一级",
            "建档日期",
            "20160101",
            "状态",
            "1");
    Arrived.RecordOf record = record("si-06", "main", row);
    assertThat(record.classes().get("P4")).containsExactly(Map.entry("selfCare", "半失能"));
    assertThat(fields(record)).doesNotContainValue("某某").containsEntry("birthDate", "1940-01-01");
  }

  @Test
  void aPaymentOfSi10bIsKnownByCertificateMonthAndAllowance() {
    Map<String, String> row =
        row(
            "证号",
            "11010219800101123943",
            "姓名",
            "王安",
            "类别",
            "44",
            "等级",
            "3",
            "补贴名称",
            "困难残疾人生活补贴",
            "月份",
            "202601",
            "金额",
            "40000",
            "账号尾",
            "1234",
            "状态",
            "1");
    Arrived.RecordOf record = record("si-10b", "main", row);
    assertThat(record.kind()).isEqualTo(RecordKind.EVENT);
    assertThat(record.key()).contains("202601", "困难残疾人生活补贴");
    assertThat(fields(record)).containsEntry("month", "202601").doesNotContainValue("1234");
    assertThat(((Number) fields(record).get("amountFen")).longValue()).isEqualTo(40_000);
  }

  @Test
  void rehabilitationOfSi10dKeepsAChildMasked() {
    Map<String, String> row =
        row(
            "kfbh",
            "KF1",
            "xm",
            "王*",
            "zh",
            "11010200000120200101",
            "xmu",
            "听力",
            "jg",
            "示例康复机构",
            "qs",
            "2026-01-05",
            "zz",
            "2026-06-30",
            "bzje",
            "10000");
    Arrived.RecordOf record = record("si-10d", "main", row);
    assertThat(record.kind()).isEqualTo(RecordKind.EVENT);
    assertThat(fields(record)).containsEntry("name", "王*").containsEntry("from", "2026-01-05");
  }
}
