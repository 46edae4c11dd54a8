package org.hutong.adapter.file.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/** {@code .xlsx}: nothing is computed, no link is followed. */
record XlsxFile() implements SheetFormat.Workbook {
  private static final String BROKEN = "不是 .xlsx 文件，或已损坏、不完整，整个文件暂不汇入";

  /** Most characters of a cell. */
  static final int MOST_TEXT = 32_767;

  @Override
  public SheetGrid read(byte[] file, SheetRules rules) throws SheetGrid.Unreadable {
    if (ReadableWorkbook.isOLE2Header(file)) {
      throw new SheetGrid.Unreadable("文件有密码，或是旧格式 .xls，整个文件暂不汇入");
    }
    try {
      XlsxGuard.check(file, rules);
      try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(file))) {
        return grid(book, rules);
      }
    } catch (IOException | RuntimeException e) { // the library's seam: bytes of others
      throw new SheetGrid.Unreadable(BROKEN, e);
    }
  }

  private static SheetGrid grid(ReadableWorkbook book, SheetRules rules)
      throws IOException, SheetGrid.Unreadable {
    SheetGrid grid = new SheetGrid(rules);
    if (book.isDate1904()) {
      grid.from1904();
    }
    for (Sheet sheet : book.getSheets().toList()) {
      boolean records = rules.isRecords(sheet.getName(), sheet.getIndex());
      boolean version = rules.isVersions(sheet.getName(), sheet.getIndex());
      if (records) {
        grid.found();
      }
      if (records || version) {
        try (Stream<Row> rows = sheet.openStream()) {
          for (Row row : (Iterable<Row>) rows::iterator) {
            take(grid, row, records, version);
          }
        }
      }
    }
    return grid;
  }

  private static void take(SheetGrid grid, Row row, boolean records, boolean version)
      throws SheetGrid.Unreadable {
    for (Cell each : row) {
      SheetCell cell = each == null ? null : cell(each);
      if (cell != null) {
        int column = each.getColumnIndex() + 1;
        if (version) {
          grid.version(row.getRowNum(), column, cell);
        }
        if (records) {
          grid.record(row.getRowNum(), column, cell);
        }
      }
    }
  }

  private static @Nullable SheetCell cell(Cell cell) {
    Object value = cell.getValue();
    if (cell.getType() == CellType.ERROR) {
      return new SheetCell.Wrong();
    }
    SheetCell plain =
        value instanceof BigDecimal number
            ? SheetCell.Number.of(number.doubleValue())
            : value == null ? null : new SheetCell.Text(value.toString());
    if (cell.getType() == CellType.FORMULA || cell.getFormula() != null) {
      return new SheetCell.Formula(plain == null ? new SheetCell.Text("") : plain);
    }
    return plain;
  }

  @Override
  public byte[] write(List<Map<String, String>> records, SheetRules rules)
      throws Format.DoesNotFit {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook book = new Workbook(out, "Hutong", "1.0")) {
      Worksheet sheet = book.newWorksheet(rules.sheet().isEmpty() ? "Sheet1" : rules.sheet());
      for (int column = 0; column < rules.fields().size(); column++) {
        sheet.value(rules.first() - 2, column, rules.fields().get(column));
      }
      version(book, sheet, rules);
      for (int i = 0; i < records.size(); i++) {
        for (int column = 0; column < rules.fields().size(); column++) {
          String field = rules.fields().get(column);
          put(sheet, rules, rules.first() - 1 + i, column, records.get(i).getOrDefault(field, ""));
        }
      }
    } catch (Format.DoesNotFit e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is nothing but memory
    }
    return out.toByteArray();
  }

  /** The version stands in a cell that a person does not see. */
  private static void version(Workbook book, Worksheet records, SheetRules rules) {
    SheetRules.Version version = rules.version();
    if (version == null) {
      return;
    }
    Worksheet sheet = version.sheet().isEmpty() ? records : book.newWorksheet(version.sheet());
    sheet.value(version.line() - 1, version.column() - 1, version.is());
    sheet.hideColumn(version.column() - 1);
  }

  private static void put(Worksheet sheet, SheetRules rules, int line, int column, String value)
      throws Format.DoesNotFit {
    String field = rules.fields().get(column);
    if (value.isEmpty()) {
      return;
    }
    if (rules.dates().contains(field)) {
      sheet.value(line, column, date(field, value));
      sheet.style(line, column).format("yyyy-mm-dd").set();
    } else if (rules.numbers().contains(field)) {
      sheet.value(line, column, number(field, value));
    } else if (value.length() > MOST_TEXT || value.chars().anyMatch(XlsxFile::isUnwritable)) {
      throw new Format.DoesNotFit(field, false);
    } else if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new Format.DoesNotFit(field, true); // half a character
    } else {
      sheet.value(line, column, value);
      sheet.style(line, column).format("@").set(); // who types there later types text
    }
  }

  /** What XML has no way to say. */
  private static boolean isUnwritable(int c) {
    return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0xFFFE || c == 0xFFFF;
  }

  private static LocalDate date(String field, String value) throws Format.DoesNotFit {
    try {
      LocalDate date = LocalDate.parse(value);
      if (date.getYear() > 1900 && date.getYear() <= 9999) {
        return date;
      }
    } catch (DateTimeException e) {
      throw new Format.DoesNotFit(field, false);
    }
    throw new Format.DoesNotFit(field, false);
  }

  private static BigDecimal number(String field, String value) throws Format.DoesNotFit {
    if (!value.matches("-?[0-9]{1,18}([.][0-9]{1,15})?")
        || new SheetCell.Number(new BigDecimal(value).stripTrailingZeros()).isRounded()) {
      throw new Format.DoesNotFit(field, false);
    }
    return new BigDecimal(value);
  }
}
