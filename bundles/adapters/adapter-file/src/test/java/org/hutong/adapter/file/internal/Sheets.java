package org.hutong.adapter.file.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hutong.adapter.Batch;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.support.Settings;

/** Makes rules, and {@code .xlsx} files part by part, as no decent program would. */
final class Sheets {
  static final List<String> FIELDS = List.of("编号", "姓名", "证号", "更新日期", "金额");
  private static final String NAMESPACE =
      " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
          + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

  private Sheets() {}

  /** The format of these settings of {@code sheet}, with {@link #FIELDS}. */
  static Format format(SheetFormat.Workbook kind, Map<String, Object> sheet) {
    Map<String, Object> all = new LinkedHashMap<>(Map.of("dates", "更新日期", "numbers", "金额"));
    all.putAll(sheet);
    try {
      return new SheetFormat(
          SheetRules.read(new Settings("settings", Map.of("sheet", all)), FIELDS), kind);
    } catch (InvalidConfig e) {
      throw new IllegalArgumentException(e);
    }
  }

  static List<String> reasons(Format.Parsed parsed) {
    return parsed.bad().stream().map(Batch.Refused::reason).toList();
  }

  /** A file with one sheet of this {@code sheetData}. */
  static byte[] xlsx(String data) throws IOException {
    return zip(parts(data));
  }

  /** The parts of the smallest file with one sheet. */
  static Map<String, String> parts(String data) {
    Map<String, String> parts = new LinkedHashMap<>();
    String types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    parts.put(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\""
            + types
            + "sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\""
            + types
            + "worksheet+xml\"/></Types>");
    parts.put(
        "xl/workbook.xml",
        "<workbook"
            + NAMESPACE
            + "><workbookPr/><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
    parts.put(
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\""
            + " Target=\"worksheets/sheet1.xml\"/></Relationships>");
    parts.put(
        "xl/worksheets/sheet1.xml",
        "<worksheet" + NAMESPACE + "><sheetData>" + data + "</sheetData></worksheet>");
    return parts;
  }

  /** One line of cells; what does not begin with {@code <} is a text. */
  static String line(int number, String... cells) {
    StringBuilder line = new StringBuilder("<row r=\"" + number + "\">");
    for (int i = 0; i < cells.length; i++) {
      String at = " r=\"" + (char) ('A' + i) + number + "\"";
      line.append(
          cells[i].startsWith("<")
              ? "<c" + at + cells[i].substring(1)
              : "<c" + at + " t=\"inlineStr\"><is><t>" + cells[i] + "</t></is></c>");
    }
    return line + "</row>";
  }

  static String header() {
    return line(1, FIELDS.toArray(String[]::new));
  }

  static String number(String number) {
    return "<><v>" + number + "</v></c>";
  }

  static byte[] zip(Map<String, String> parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }
}
