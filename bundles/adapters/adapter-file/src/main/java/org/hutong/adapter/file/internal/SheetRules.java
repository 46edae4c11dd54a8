package org.hutong.adapter.file.internal;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.support.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of a spreadsheet stand and what its cells mean.
 *
 * @param sheet its name; empty for the first one
 * @param header the first line of the header, from 1; what stands above it is not looked at
 * @param headerLines lines of the header; a column is named by the lowest cell that is not empty
 * @param dates columns whose numbers are dates
 * @param numbers columns that may be numbers; all others are texts, and a number there is refused
 * @param saved whether what a formula gave when the file was saved is taken
 */
record SheetRules(
    List<String> fields,
    String sheet,
    int header,
    int headerLines,
    Set<String> dates,
    Set<String> numbers,
    boolean saved,
    @Nullable Version version,
    Limits limits) {
  private static final Pattern CELL = Pattern.compile("([A-Z]{1,2})([1-9][0-9]{0,3})");

  /** How much of a file is read before it is refused; columns and lines count from 1. */
  record Limits(int lines, int columns, int cells, int unpacked) {}

  /**
   * The cell that says the version of the template.
   *
   * @param sheet its sheet; empty for that of the records
   */
  record Version(String sheet, int line, int column, String is) {}

  static SheetRules read(Settings settings, List<String> fields) throws InvalidConfig {
    Settings sheet = settings.section("sheet");
    SheetRules rules =
        new SheetRules(
            List.copyOf(fields),
            sheet.text("name").orElse(""),
            sheet.number("header", 1, 1, 100),
            sheet.number("headerLines", 1, 1, 5),
            named(sheet, "dates", fields),
            named(sheet, "numbers", fields),
            saved(sheet),
            sheet.has("version") ? version(sheet.section("version")) : null,
            new Limits(
                sheet.number("mostLines", 50_000, 1, 1_048_576),
                sheet.number("mostColumns", 100, 1, 16_384),
                Room.cells(sheet),
                Room.number(sheet, "mostUnpacked", 32 << 20, 8)));
    sheet.done();
    if (fields.size() > rules.limits().columns()) {
      throw sheet.wrong("mostColumns", "小于 fields 的列数");
    }
    return rules;
  }

  private static Set<String> named(Settings sheet, String name, List<String> fields)
      throws InvalidConfig {
    Set<String> named = Set.copyOf(sheet.texts(name));
    if (!fields.containsAll(named)) {
      throw sheet.wrong(name, "不在 fields 中");
    }
    return named;
  }

  private static boolean saved(Settings sheet) throws InvalidConfig {
    return switch (sheet.text("formulas").orElse("refused")) {
      case "refused" -> false;
      case "saved" -> true;
      default -> throw sheet.wrong("formulas", "应为 refused 或 saved");
    };
  }

  private static Version version(Settings version) throws InvalidConfig {
    Matcher cell = CELL.matcher(version.required("cell"));
    if (!cell.matches()) {
      throw version.wrong("cell", "应为单元格的名称，如 K1");
    }
    int column = 0;
    for (char letter : cell.group(1).toCharArray()) {
      column = column * 26 + letter - 'A' + 1;
    }
    Version read =
        new Version(
            version.text("sheet").orElse(""),
            Integer.parseInt(cell.group(2)),
            column,
            version.required("is"));
    version.done();
    return read;
  }

  /** The first line after the header. */
  int first() {
    return header + headerLines;
  }

  /** Whether a sheet is that of the records. */
  boolean isRecords(String name, int index) {
    return sheet.isEmpty() ? index == 0 : sheet.equals(name);
  }

  /** Whether a sheet is that of the version. */
  boolean isVersions(String name, int index) {
    return version != null
        && (version.sheet().isEmpty() ? isRecords(name, index) : version.sheet().equals(name));
  }
}
