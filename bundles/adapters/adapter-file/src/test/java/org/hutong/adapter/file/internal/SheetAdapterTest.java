package org.hutong.adapter.file.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Document;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.support.BoundedCalls;
import org.hutong.adapter.tck.TestContext;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spreadsheets that persons put into a folder, without markers, and one that is sent. */
class SheetAdapterTest {
  private static final Instant NOW = Instant.parse("2016-03-31T20:00:00Z");

  @TempDir Path root;

  @BeforeEach
  void folders() throws IOException {
    for (String folder : List.of("in", "receipt", "out", "archive")) {
      Files.createDirectories(root.resolve(folder));
    }
  }

  private SystemConfig config(String section, Map<String, Object> more) {
    Map<String, Object> side = new HashMap<>();
    side.put("format", "xlsx");
    side.put("fields", Sheets.FIELDS);
    side.put("sheet", Map.of("dates", "更新日期", "numbers", "金额"));
    if (section.equals("in")) {
      side.put("key", "编号");
      side.put("marker", "none");
      side.put("names", "SQ_(?<date>[0-9]{6,8})\\.xlsx");
    }
    side.putAll(more);
    return new SystemConfig(
        "sut", Map.of("place", Map.of("folder", root.toString()), section, side), Map.of(), root);
  }

  private FileAdapter adapter(String section, Map<String, Object> more) throws InvalidConfig {
    return new FileAdapter(
        FileSettings.read(config(section, more)),
        new LocalPlace(root),
        new BoundedCalls("sheets"),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Path put(String name, int secondsAgo) throws IOException {
    Path file = root.resolve("out").resolve(name);
    Files.write(
        file,
        Sheets.xlsx(Sheets.header() + Sheets.line(2, "01", "甲", "", Sheets.number("42614"), "")));
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(secondsAgo)));
    return file;
  }

  private static Batch fetch(FileAdapter adapter, Batch after) throws Exception {
    return adapter.fetch(after == null ? null : after.next(), 10, TestContext.unmapped());
  }

  @Test
  void aFileWithoutAMarkerIsTakenOnceItStandsStill() throws Exception {
    try (FileAdapter adapter = adapter("in", Map.of("skip", "证号"))) {
      put("SQ_20160331.xlsx", 59);
      assertThat(fetch(adapter, null).rows()).isEmpty();
      assertThat(fetch(adapter, null).refused()).isEmpty();

      put("SQ_20160331.xlsx", 60);
      Batch first = fetch(adapter, null);

      assertThat(first.rows())
          .singleElement()
          .satisfies(
              row ->
                  assertThat(row.fields())
                      .as("what is skipped does not come")
                      .isEqualTo(Map.of("编号", "01", "姓名", "甲", "更新日期", "2016-09-01", "金额", "")));
      assertThat(fetch(adapter, first).rows()).isEmpty();
      assertThat(root.resolve("archive/SQ_20160331.xlsx")).exists();
      assertThat(root.resolve("out")).isEmptyDirectory();
    }
  }

  @Test
  void aFileOfADayLongAgoIsHeldAndTheOthersGoOn() throws Exception {
    try (FileAdapter adapter = adapter("in", Map.of("mostAgeDays", 31))) {
      put("SQ_20160229.xlsx", 3600); // in Beijing it is April already
      put("SQ_201602.xlsx", 3600);
      put("SQ_20160301.xlsx", 3600);
      put("SQ_20161399.xlsx", 3600);

      Batch first = fetch(adapter, null);
      Batch second = fetch(adapter, first);

      assertThat(first.rows()).extracting(Batch.Row::place).containsExactly("SQ_20160301.xlsx:2");
      assertThat(second.rows()).isEmpty();
      assertThat(second.refused())
          .containsExactly(
              held("SQ_201602.xlsx"), held("SQ_20160229.xlsx"), held("SQ_20161399.xlsx"));
    }
  }

  private static Batch.Refused held(String name) {
    return new Batch.Refused(name, "文件名中的日期不对，或已超过 31 天，不再汇入");
  }

  @Test
  void aMarkedFileThatIsHeldSaysWhyAndOneThatDisagreesWithItsMarkerWaits() throws Exception {
    try (FileAdapter adapter = adapter("in", Map.of("marker", "ok"))) {
      String held = "SQ_20160301.xlsx";
      byte[] bytes = Sheets.xlsx(Sheets.header().replace("姓名", "名字") + Sheets.line(2, "01"));
      Files.write(root.resolve("out").resolve(held), bytes);
      Files.write(root.resolve("out").resolve(held + ".ok"), Marker.of(held, 1, bytes).bytes());
      String half = "SQ_20160302.xlsx";
      Files.write(root.resolve("out").resolve(half), Arrays.copyOf(bytes, 300));
      Files.write(root.resolve("out").resolve(half + ".ok"), Marker.of(half, 1, bytes).bytes());

      assertThat(fetch(adapter, null).refused())
          .containsExactly(
              new Batch.Refused(held, "表头与配置的字段不一致，整个文件暂不汇入"),
              new Batch.Refused(half, "与 .ok 标记的文件名、行数或 MD5 不符，等待重传"));
    }
  }

  @Test
  void aDeliveryFillsTheTemplateAndWaitsForItsReceipt() throws Exception {
    Map<String, Object> out =
        Map.of(
            "suffix",
            ".xlsx",
            "keyField",
            "编号",
            "sheet",
            Map.of("numbers", "金额", "version", Map.of("cell", "K1", "is", "2016-2")));
    try (FileAdapter adapter = adapter("out", out)) {
      DeliveryKey key = new DeliveryKey("c-1", 1, "sut", Operation.CREATE);
      Document document = new Document(key, Map.of("姓名", "王䶮", "金额", 3500), null, null);

      Outcome outcome = adapter.deliver(document, TestContext.unmapped());

      String file = "c-1_1_sut_CREATE.xlsx";
      assertThat(outcome).isInstanceOf(Outcome.Pending.class);
      assertThat(root.resolve("in").resolve(file + ".ok")).exists();
      Format.Parsed parsed =
          Sheets.format(new XlsxFile(), Map.of("version", Map.of("cell", "K1", "is", "2016-2")))
              .read(file, Files.readAllBytes(root.resolve("in").resolve(file)));
      assertThat(parsed.good().get(0).fields())
          .containsEntry("编号", key.text())
          .containsEntry("姓名", "王䶮")
          .containsEntry("金额", "3500");

      Files.writeString(root.resolve("receipt").resolve(file + ".rcp"), "0,JY001\n");
      assertThat(adapter.deliver(document, TestContext.unmapped()))
          .isEqualTo(new Outcome.Delivered("JY001"));
    }
  }

  private void refused(String section, Map<String, Object> more, String field) {
    assertThatThrownBy(() -> FileSettings.read(config(section, more)))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining(field);
  }

  @Test
  void whatTheSettingsCannotMeanIsSaid() {
    refused("out", Map.of("format", "xls"), "out.format");
    refused("in", Map.of("encoding", "GB18030"), "in.encoding");
    refused("in", Map.of("sheet", Map.of("dates", "生日")), "sheet.dates");
    refused("in", Map.of("sheet", Map.of("formulas", "yes")), "sheet.formulas");
    refused("in", Map.of("sheet", Map.of("mostColumns", 4)), "sheet.mostColumns");
    refused("in", Map.of("sheet", Map.of("colour", "red")), "sheet.colour");
    refused(
        "in", Map.of("sheet", Map.of("version", Map.of("cell", "1K", "is", "2"))), "version.cell");
    refused("in", Map.of("marker", "no"), "in.marker");
    refused("in", Map.of("skip", "编号"), "in.key");
    refused("in", Map.of("skip", "生日"), "in.skip");
    refused("in", Map.of("names", ".*\\.xlsx", "mostAgeDays", 31), "in.mostAgeDays");
  }
}
