package org.hutong.adapter.file.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code .xlsx}: what is read, and what is refused before it can do harm. */
class XlsxFileTest {
  private static final String ID = "110102198001011239";

  private static Format format(Map<String, Object> sheet) {
    return Sheets.format(new XlsxFile(), sheet);
  }

  private static Format.Parsed read(String data) throws Exception {
    return format(Map.of()).read("f.xlsx", Sheets.xlsx(data));
  }

  @Test
  void textsDatesAndSumsAreRead() throws Exception {
    Format.Parsed parsed =
        read(
            Sheets.header()
                + Sheets.line(
                    2, "01", "王䶮", ID, Sheets.number("42614"), Sheets.number("1234.5599999999999"))
                + "<row r=\"4\"/>"
                + Sheets.line(5, "02", "𠮷田", "", "2016-09-02", ""));

    assertThat(parsed.bad()).isEmpty();
    assertThat(parsed.lines()).isEqualTo(2);
    assertThat(parsed.good().get(0).fields())
        .isEqualTo(Map.of("编号", "01", "姓名", "王䶮", "证号", ID, "更新日期", "2016-09-01", "金额", "1234.56"));
    assertThat(parsed.good().get(1).number()).isEqualTo(5);
    assertThat(parsed.good().get(1).fields()).containsEntry("姓名", "𠮷田").containsEntry("证号", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.10102198001011E+17", "110102198001011239", "110102198001010000"})
  void anIdentityNumberThatIsANumberIsRefusedAloneAndNeverRounded(String number) throws Exception {
    Format.Parsed parsed =
        read(
            Sheets.header()
                + Sheets.line(2, "01", "甲", Sheets.number(number), "", "")
                + Sheets.line(3, "02", "乙", ID, "", ""));

    assertThat(parsed.good()).extracting(line -> line.fields().get("编号")).containsExactly("02");
    assertThat(parsed.bad())
        .singleElement()
        .satisfies(
            bad -> {
              assertThat(bad.place()).isEqualTo("f.xlsx:2");
              assertThat(bad.reason()).contains("证号", "末几位已丢失").doesNotContain("1101");
            });
  }

  @Test
  void aShortNumberWhereTextBelongsIsRefusedTooForItsZerosMayBeGone() throws Exception {
    assertThat(
            Sheets.reasons(
                read(Sheets.header() + Sheets.line(2, Sheets.number("1"), "甲", "", "", ""))))
        .containsExactly("列 编号 应为文本，却存成了数字");
  }

  @Test
  void aFormulaIsRefusedOrItsSavedResultTakenAndNeverComputed() throws Exception {
    byte[] file =
        Sheets.xlsx(
            Sheets.header()
                + Sheets.line(
                    2,
                    "01",
                    "<><f>WEBSERVICE(\"http://127.0.0.1\")</f><v>甲</v></c>"
                        .replace("<>", "< t=\"str\">"),
                    "",
                    "",
                    "<><f>1+1</f><v>7</v></c>"));

    assertThat(Sheets.reasons(format(Map.of()).read("f.xlsx", file)))
        .containsExactly("列 姓名 是公式，请粘贴为值");
    assertThat(format(Map.of("formulas", "saved")).read("f.xlsx", file).good().get(0).fields())
        .containsEntry("姓名", "甲")
        .containsEntry("金额", "7");
  }

  @Test
  void anErrorAndAThingBesideTheTableRefuseTheirLines() throws Exception {
    assertThat(
            Sheets.reasons(
                read(
                    Sheets.header()
                        + Sheets.line(2, "01", "< t=\"e\"><v>#N/A</v></c>", "", "", "")
                        + Sheets.line(3, "02", "乙", "", "", "", "备注"))))
        .containsExactly("列 姓名 是错误值", "表头以外的列里有内容");
  }

  @Test
  void datesCountFrom1904WhereTheFileSaysSo() throws Exception {
    Map<String, String> parts =
        Sheets.parts(Sheets.header() + Sheets.line(2, "01", "甲", "", Sheets.number("41152"), ""));
    parts.computeIfPresent(
        "xl/workbook.xml", (n, t) -> t.replace("<workbookPr/>", "<workbookPr date1904=\"1\"/>"));

    assertThat(format(Map.of()).read("f.xlsx", Sheets.zip(parts)).good().get(0).fields())
        .containsEntry("更新日期", "2016-09-01");
  }

  @Test
  void anotherVersionOfTheTemplateHoldsTheWholeFile() throws Exception {
    Map<String, Object> asked = Map.of("version", Map.of("cell", "K1", "is", "2016-2"));
    String row = Sheets.line(2, "01", "甲", "", "", "");
    byte[] right = Sheets.xlsx(versioned("2016-2") + row);

    assertThat(format(asked).read("f.xlsx", right).good()).hasSize(1);
    for (String header : List.of(versioned("2016-1"), Sheets.header())) {
      Format.Parsed parsed = format(asked).read("f.xlsx", Sheets.xlsx(header + row));
      assertThat(parsed.good()).isEmpty();
      assertThat(parsed.bad())
          .singleElement()
          .satisfies(
              bad -> {
                assertThat(bad.place()).isEqualTo("f.xlsx");
                assertThat(bad.reason()).startsWith("模板版本与配置的不一致");
              });
    }
  }

  private static String versioned(String version) {
    return Sheets.header()
        .replace("</row>", "<c r=\"K1\" t=\"inlineStr\"><is><t>" + version + "</t></is></c></row>");
  }

  @Test
  void whatIsWrittenIsReadAndItsVersionIsHidden() throws Exception {
    Format format =
        format(Map.of("name", "就业", "header", 2, "version", Map.of("cell", "K1", "is", "2016-2")));
    Map<String, String> record =
        Map.of("编号", "01", "姓名", "王䶮 =1+1", "证号", ID, "更新日期", "2016-09-01", "金额", "3500.50");

    byte[] file = format.write(List.of(record));

    Format.Parsed parsed = format.read("f.xlsx", file);
    assertThat(parsed.bad()).isEmpty();
    Map<String, String> expected = new LinkedHashMap<>(record);
    expected.put("金额", "3500.5");
    assertThat(parsed.good()).containsExactly(new Format.Line(3, expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "姓名:a\u0001b",
        "姓名:a\ud841b",
        "更新日期:20160901",
        "更新日期:2016-02-30",
        "金额:1e3",
        "金额:1234567890123456"
      })
  void whatDoesNotFitIsNamedAndNotChanged(String fieldAndValue) {
    String[] pair = fieldAndValue.split(":");

    assertThatThrownBy(() -> format(Map.of()).write(List.of(Map.of(pair[0], pair[1]))))
        .isInstanceOf(Format.DoesNotFit.class)
        .hasMessage(pair[0]);
  }

  private static void held(byte[] file, Map<String, Object> limits, String reason) {
    Format.Parsed parsed = format(limits).read("f.xlsx", file);
    assertThat(parsed.good()).isEmpty();
    assertThat(parsed.bad())
        .singleElement()
        .satisfies(
            bad -> {
              assertThat(bad.place()).isEqualTo("f.xlsx");
              assertThat(bad.reason()).contains(reason);
            });
  }

  @Test
  void aBombIsRefusedWhereItPassesTheLimit() throws Exception {
    Map<String, String> parts = Sheets.parts(Sheets.header());
    parts.put("xl/media/x.bin", "0".repeat(3 << 20));

    held(Sheets.zip(parts), Map.of("mostUnpacked", 1 << 20), "解压后超过上限 1048576");
    parts.put("xl/media/x.bin", "<a>" + " ".repeat(3 << 20) + "</a>");
    held(Sheets.zip(parts), Map.of("mostUnpacked", 1 << 20), "解压后超过上限 1048576");
  }

  @Test
  void aDocumentTypeIsRefusedInWhateverPart() throws Exception {
    for (String part :
        List.of("xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml")) {
      Map<String, String> parts = Sheets.parts(Sheets.header());
      parts.computeIfPresent(
          part,
          (name, text) ->
              "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                  + text);
      held(Sheets.zip(parts), Map.of(), "DTD");
    }
  }

  @Test
  void aPictureAndADrawingThatIsNotWellFormedDoNotMatter() throws Exception {
    Map<String, String> parts = Sheets.parts(Sheets.header() + Sheets.line(2, "01"));
    parts.put("xl/media/image1.png", "\u0089PNG\r\n");
    parts.put("xl/drawings/vmlDrawing1.vml", "<xml><br></xml>");
    parts.put("xl/printerSettings/printerSettings1.bin", "\u0000<H\u0000P");

    assertThat(format(Map.of()).read("f.xlsx", Sheets.zip(parts)).good()).hasSize(1);
  }

  @Test
  void macrosAreRefused() throws Exception {
    Map<String, String> parts = Sheets.parts(Sheets.header());
    parts.put("xl/vbaProject.bin", "x");
    held(Sheets.zip(parts), Map.of(), "宏");
  }

  @Test
  void aCellFarOutIsRefusedBeforeTheMemoryIsFilledUpToIt() throws Exception {
    for (String cell : List.of("XFD2", "ZZZZZZ2")) {
      held(
          Sheets.xlsx(Sheets.header() + "<row r=\"2\"><c r=\"" + cell + "\"><v>1</v></c></row>"),
          Map.of(),
          "列数超过上限 100");
    }
  }

  @Test
  void mergedCellsMayStandInTheHeaderAndNotAmongTheRecords() throws Exception {
    Map<String, String> parts = Sheets.parts(Sheets.header() + Sheets.line(2, "01"));
    String sheet = "xl/worksheets/sheet1.xml";
    parts.computeIfPresent(
        sheet,
        (name, text) ->
            text.replace(
                "</sheetData>", "</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>"));
    assertThat(format(Map.of()).read("f.xlsx", Sheets.zip(parts)).good()).hasSize(1);

    parts.computeIfPresent(sheet, (name, text) -> text.replace("A1:B1", "A1:A2"));
    held(Sheets.zip(parts), Map.of(), "表头以下有合并的单元格");
  }

  @Test
  void moreLinesThanTheLimitAreRefused() throws Exception {
    byte[] file = Sheets.xlsx(Sheets.header() + Sheets.line(2, "1") + Sheets.line(3, "2"));

    held(file, Map.of("mostLines", 2), "行数超过上限 2");
    assertThat(format(Map.of("mostLines", 3)).read("f.xlsx", file).lines()).isEqualTo(2);
  }

  @Test
  void moreCellsThanTheLimitAreRefusedAlsoAsTextsThatNoCellHas() throws Exception {
    String data = Sheets.header() + Sheets.line(2, "1", "2", "3", "4", "5");
    Map<String, String> parts = Sheets.parts(data);
    assertThat(format(Map.of("mostCells", 10)).read("f.xlsx", Sheets.zip(parts)).lines())
        .isEqualTo(1);

    held(Sheets.zip(parts), Map.of("mostCells", 9), "单元格超过上限 9");
    parts.put("xl/sharedStrings.xml", "<sst>" + "<si><t/></si>".repeat(11) + "</sst>");
    held(Sheets.zip(parts), Map.of("mostCells", 10), "单元格超过上限 10");
  }

  @Test
  void aTextLongerThanExcelKeepsIsRefused() throws Exception {
    String longest = "x".repeat(32_767);
    assertThat(read(Sheets.header() + Sheets.line(2, "1", longest)).good()).hasSize(1);

    held(Sheets.xlsx(Sheets.header() + Sheets.line(2, "1", longest + "x")), Map.of(), "32767 字");
    String pieces = ("<r><t>" + "x".repeat(20_000) + "</t></r>").repeat(2);
    Map<String, String> parts = Sheets.parts(Sheets.header());
    parts.put("xl/sharedStrings.xml", "<sst><si>" + pieces + "</si></sst>");
    held(Sheets.zip(parts), Map.of(), "32767 字");
  }

  @Test
  void aPasswordIsToldApartFromDamage() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (POIFSFileSystem files = new POIFSFileSystem()) {
      files.createDocument(new ByteArrayInputStream(new byte[8]), "EncryptedPackage");
      files.writeFilesystem(out);
    }
    held(out.toByteArray(), Map.of(), "有密码");

    byte[] whole = Sheets.xlsx(Sheets.header());
    held(Arrays.copyOf(whole, whole.length / 2), Map.of(), "损坏");
    held("<html><table>".getBytes(), Map.of(), "不是 .xlsx");
    Map<String, String> parts = Sheets.parts(Sheets.header());
    parts.computeIfPresent("xl/worksheets/sheet1.xml", (n, t) -> t.substring(0, t.length() - 30));
    held(Sheets.zip(parts), Map.of(), "损坏");
  }

  @Test
  void anotherHeaderOrSheetHoldsTheWholeFile() throws Exception {
    held(Sheets.xlsx(Sheets.header().replace("姓名", "名字")), Map.of(), "表头");
    held(Sheets.xlsx(""), Map.of(), "表头");
    held(Sheets.xlsx(Sheets.header()), Map.of("name", "就业"), "没有约定的工作表");
  }
}
