package org.hutong.adapter.file.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Map;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFRow;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.api.Test;

/** {@code .xls}: cells and merged headers are read, harm is refused. */
class XlsFileTest {
  private static final String ID = "110102198001011239";

  private final HSSFWorkbook book = new HSSFWorkbook();
  private final HSSFSheet sheet = book.createSheet("表");

  private static Format format(Map<String, Object> settings) {
    return Sheets.format(new XlsFile(), settings);
  }

  private HSSFRow row(int line, Object... cells) {
    HSSFRow row = sheet.createRow(line - 1);
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] instanceof Number number) {
        row.createCell(i).setCellValue(number.doubleValue());
      } else if (!cells[i].equals("")) {
        row.createCell(i).setCellValue(cells[i].toString());
      }
    }
    return row;
  }

  private void header() {
    row(1, Sheets.FIELDS.toArray());
  }

  private byte[] file() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    book.write(out);
    return out.toByteArray();
  }

  private Format.Parsed read(Map<String, Object> settings) throws IOException {
    return format(settings).read("f.xls", file());
  }

  @Test
  void aTitleAndAHeaderOfMergedCellsGiveTheColumnsTheirNames() throws Exception {
    row(1, "北京市社区管理系统 示例(虚构)");
    sheet.addMergedRegion(new CellRangeAddress(0, 0, 0, 4));
    row(2, "编 号", "人员", "", "", "金额");
    row(3, "", "姓名", "证号", "更新日期", "");
    sheet.addMergedRegion(new CellRangeAddress(1, 2, 0, 0));
    sheet.addMergedRegion(new CellRangeAddress(1, 1, 1, 3));
    sheet.addMergedRegion(new CellRangeAddress(1, 2, 4, 4));
    row(4, "01", "王䶮", ID, 42614, 3500.5);

    Format.Parsed parsed = read(Map.of("header", 2, "headerLines", 2));

    assertThat(parsed.bad()).isEmpty();
    assertThat(parsed.good().get(0).number()).isEqualTo(4);
    assertThat(parsed.good().get(0).fields())
        .isEqualTo(Map.of("编号", "01", "姓名", "王䶮", "证号", ID, "更新日期", "2016-09-01", "金额", "3500.5"));
  }

  @Test
  void whatIsMergedOverSeveralLinesStandsInEachOfThem() throws Exception {
    header();
    row(2, "01", "户主甲", ID, "", "");
    row(3, "02", "", "", "", "");
    sheet.addMergedRegion(new CellRangeAddress(1, 2, 1, 1));

    assertThat(read(Map.of()).good())
        .extracting(line -> line.fields().get("姓名"))
        .containsExactly("户主甲", "户主甲");
  }

  @Test
  void anIdentityNumberThatIsANumberIsRefusedAloneAndNeverRounded() throws Exception {
    header();
    row(2, "01", "甲", 1.1010219800101123E17, "", "");
    row(3, "02", "乙", ID, "", "");
    row(4, "03", "丙", 110102800101123d, "", "");

    Format.Parsed parsed = read(Map.of());

    assertThat(parsed.good()).extracting(line -> line.fields().get("编号")).containsExactly("02");
    assertThat(parsed.lines()).isEqualTo(3);
    assertThat(Sheets.reasons(parsed))
        .containsExactly("列 证号 存成了数字，末几位已丢失，请在原系统按文本导出", "列 证号 应为文本，却存成了数字");
  }

  @Test
  void datesCountFrom1904WhereTheFileSaysSo() throws Exception {
    DateWindow1904Record window =
        (DateWindow1904Record)
            book.getInternalWorkbook().findFirstRecordBySid(DateWindow1904Record.sid);
    window.setWindowing((short) 1);
    header();
    row(2, "01", "甲", "", 41152, "");

    assertThat(read(Map.of()).good().get(0).fields()).containsEntry("更新日期", "2016-09-01");
  }

  @Test
  void aFormulaIsRefusedOrItsSavedResultTakenAndNeverComputed() throws Exception {
    header();
    HSSFRow row = row(2, "01", "甲", "", "", "");
    row.createCell(4).setCellFormula("1+1");
    row.getCell(4).setCellValue(7d);
    row.createCell(1).setCellFormula("\"a\"&\"b\"");
    row.getCell(1).setCellValue("存的");

    assertThat(Sheets.reasons(read(Map.of()))).containsExactly("列 姓名 是公式，请粘贴为值");
    assertThat(read(Map.of("formulas", "saved")).good().get(0).fields())
        .containsEntry("金额", "7")
        .containsEntry("姓名", "存的");
  }

  @Test
  void theSheetIsFoundByItsNameAndTheVersionOnAnother() throws Exception {
    sheet.createRow(0).createCell(0).setCellValue("2016-2");
    HSSFSheet second = book.createSheet("就业");
    HSSFRow header = second.createRow(0);
    HSSFRow line = second.createRow(1);
    for (int i = 0; i < Sheets.FIELDS.size(); i++) {
      header.createCell(i).setCellValue(Sheets.FIELDS.get(i));
      line.createCell(i).setCellValue(i == 0 ? "01" : "");
    }
    Map<String, Object> version = Map.of("sheet", "表", "cell", "A1", "is", "2016-2");

    assertThat(read(Map.of("name", "就业", "version", version)).good()).hasSize(1);
    assertThat(
            Sheets.reasons(
                read(Map.of("name", "就业", "version", Map.of("cell", "A1", "is", "2016-2")))))
        .singleElement()
        .asString()
        .startsWith("模板版本");
    assertThat(Sheets.reasons(read(Map.of("name", "培训")))).containsExactly("没有约定的工作表，整个文件暂不汇入");
  }

  private static void held(byte[] file, Map<String, Object> settings, String reason) {
    Format.Parsed parsed = format(settings).read("f.xls", file);
    assertThat(parsed.good()).isEmpty();
    assertThat(parsed.bad())
        .singleElement()
        .satisfies(
            bad -> {
              assertThat(bad.place()).isEqualTo("f.xls");
              assertThat(bad.reason()).contains(reason);
            });
  }

  @Test
  void aPasswordIsToldClearly() throws Exception {
    header();
    Biff8EncryptionKey.setCurrentUserPassword("geheim");
    byte[] file;
    try {
      file = file();
    } finally {
      Biff8EncryptionKey.setCurrentUserPassword(null);
    }
    held(file, Map.of(), "有密码");
  }

  @Test
  void macrosAreRefused() throws Exception {
    header();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (POIFSFileSystem files = new POIFSFileSystem(new ByteArrayInputStream(file()))) {
      files.createDirectory("_VBA_PROJECT_CUR");
      files.writeFilesystem(out);
    }
    held(out.toByteArray(), Map.of(), "宏");
  }

  @Test
  void whatIsNoXlsOrHalfOfOneIsHeld() throws Exception {
    header();
    for (int line = 2; line < 500; line++) {
      row(line, "编号" + line, "姓名" + line, ID, 42614, 1);
    }
    byte[] whole = file();
    held(Arrays.copyOf(whole, whole.length / 2), Map.of(), "损坏");
    for (int at = 0x600; at < 0x700; at++) {
      whole[at] ^= 0x5A;
    }
    held(whole, Map.of(), "整个文件暂不汇入");
    held("<html><table>".getBytes(Charset.forName("GB18030")), Map.of(), "不是 Excel 97-2003");
    held(new byte[0], Map.of(), "不是 Excel 97-2003");
  }

  @Test
  void moreLinesOrColumnsThanTheLimitAreRefused() throws Exception {
    header();
    row(2, "01");
    row(3, "02").createCell(200).setCellValue("x");

    held(file(), Map.of("mostLines", 2), "行数超过上限 2");
    held(file(), Map.of(), "列数超过上限 100");
    assertThat(Sheets.reasons(read(Map.of("mostColumns", 256)))).containsExactly("表头以外的列里有内容");
  }

  @Test
  void moreCellsOrTextsThanTheLimitAreRefused() throws Exception {
    header();
    row(2, "01");
    held(file(), Map.of("mostCells", 3), "单元格超过上限 3");
    assertThat(read(Map.of("mostCells", 100)).good()).hasSize(1);

    for (int i = 0; i < 200; i++) {
      book.createSheet("s" + i).createRow(0).createCell(0).setCellValue("text " + i);
    }
    held(file(), Map.of("mostCells", 100), "单元格超过上限 100");
  }

  @Test
  void areasThatLieOverEachOtherCannotKeepItBusy() throws Exception {
    header();
    for (int line = 2; line < 30; line++) {
      row(line, "编号" + line);
    }
    for (int i = 0; i < 400; i++) {
      sheet.addMergedRegionUnsafe(new CellRangeAddress(1, 28, 0, 4));
    }
    held(file(), Map.of("mostLines", 100), "相互重叠");
  }
}
