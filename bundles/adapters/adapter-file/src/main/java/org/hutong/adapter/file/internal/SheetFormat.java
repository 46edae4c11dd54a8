package org.hutong.adapter.file.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hutong.adapter.Batch;
import org.jspecify.annotations.Nullable;

/** Records in the lines of a spreadsheet, under a header whose names are held to. */
record SheetFormat(SheetRules rules, Workbook workbook) implements Format {
  private static final String HELD = "，整个文件暂不汇入";

  /** A kind of file that holds sheets. */
  interface Workbook {
    /** The cells of a file, within the limits. */
    SheetGrid read(byte[] file, SheetRules rules) throws SheetGrid.Unreadable;

    /** The file of these records. */
    byte[] write(List<Map<String, String>> records, SheetRules rules) throws DoesNotFit;
  }

  /** Why a line is refused. */
  private static final class Unfit extends Exception {
    Unfit(String reason) {
      super(reason, null, false, false);
    }
  }

  @Override
  public List<String> fields() {
    return rules.fields();
  }

  @Override
  public byte[] write(List<Map<String, String>> records) throws DoesNotFit {
    return workbook.write(records, rules);
  }

  @Override
  public Parsed read(String name, byte[] file) {
    SheetGrid grid;
    try {
      grid = workbook.read(file, rules);
    } catch (SheetGrid.Unreadable e) {
      return held(name, String.valueOf(e.getMessage()));
    }
    if (!grid.isFound()) {
      return held(name, "没有约定的工作表" + HELD);
    }
    SheetRules.Version version = rules.version();
    if (version != null && !version.is().equals(plain(grid.version()))) {
      return held(name, "模板版本与配置的不一致" + HELD);
    }
    if (!header(grid).equals(rules.fields())) {
      return held(name, "表头与配置的字段不一致" + HELD);
    }
    Parsed parsed = new Parsed(0);
    int lines = 0;
    for (Map.Entry<Integer, ? extends Map<Integer, SheetCell>> line : grid.records().entrySet()) {
      if (line.getValue().values().stream().allMatch(cell -> plain(cell).isEmpty())) {
        continue; // cells that are formatted only
      }
      lines++;
      try {
        parsed.good().add(new Line(line.getKey(), values(line.getValue(), grid.isFrom1904())));
      } catch (Unfit e) {
        parsed
            .bad()
            .add(new Batch.Refused(name + ":" + line.getKey(), String.valueOf(e.getMessage())));
      }
    }
    return new Parsed(lines, parsed.good(), parsed.bad());
  }

  private static Parsed held(String name, String reason) {
    Parsed parsed = new Parsed(UNCOUNTED);
    parsed.bad().add(new Batch.Refused(name, reason));
    return parsed;
  }

  /** The name of every column: of its cells in the header the lowest that is not empty. */
  private List<String> header(SheetGrid grid) {
    Map<Integer, String> names = new LinkedHashMap<>();
    int columns = 0;
    for (int line = rules.header(); line < rules.first(); line++) {
      for (Map.Entry<Integer, SheetCell> cell : grid.line(line).entrySet()) {
        String name = plain(cell.getValue()).replaceAll("\\s+", "");
        if (!name.isEmpty() && !isVersion(line, cell.getKey())) {
          names.put(cell.getKey(), name);
          columns = Math.max(columns, cell.getKey());
        }
      }
    }
    List<String> header = new ArrayList<>();
    for (int column = 1; column <= columns; column++) {
      header.add(names.getOrDefault(column, ""));
    }
    return header;
  }

  private boolean isVersion(int line, int column) {
    SheetRules.Version version = rules.version();
    return version != null
        && (version.sheet().isEmpty() || version.sheet().equals(rules.sheet()))
        && version.line() == line
        && version.column() == column;
  }

  private Map<String, String> values(Map<Integer, SheetCell> line, boolean from1904) throws Unfit {
    Map<String, String> values = new LinkedHashMap<>();
    for (Map.Entry<Integer, SheetCell> cell : line.entrySet()) {
      if (cell.getKey() > rules.fields().size() && !plain(cell.getValue()).isEmpty()) {
        throw new Unfit("表头以外的列里有内容");
      }
    }
    for (int column = 1; column <= rules.fields().size(); column++) {
      String field = rules.fields().get(column - 1);
      values.put(field, value(field, line.get(column), from1904));
    }
    return values;
  }

  private String value(String field, @Nullable SheetCell cell, boolean from1904) throws Unfit {
    if (cell instanceof SheetCell.Formula formula) {
      if (!rules.saved()) {
        throw new Unfit("列 " + field + " 是公式，请粘贴为值");
      }
      return value(field, formula.saved(), from1904);
    }
    if (cell instanceof SheetCell.Wrong) {
      throw new Unfit("列 " + field + " 是错误值");
    }
    if (cell instanceof SheetCell.Number number) {
      return number(field, number, from1904);
    }
    String text = plain(cell);
    if (text.indexOf(Encoding.BROKEN) >= 0) {
      throw new Unfit("列 " + field + " 有不能辨认的字");
    }
    return text;
  }

  private String number(String field, SheetCell.Number number, boolean from1904) throws Unfit {
    if (rules.dates().contains(field)) {
      Optional<String> date = SheetDates.text(number.value(), from1904);
      return date.orElseThrow(() -> new Unfit("列 " + field + " 的数字不是日期"));
    }
    if (number.isRounded()) {
      throw new Unfit("列 " + field + " 存成了数字，末几位已丢失，请在原系统按文本导出");
    }
    if (!rules.numbers().contains(field)) {
      throw new Unfit("列 " + field + " 应为文本，却存成了数字");
    }
    return number.value().toPlainString();
  }

  /** What a person reads there, of a number its digits; for names and versions. */
  private static String plain(@Nullable SheetCell cell) {
    if (cell instanceof SheetCell.Text text) {
      return text.text().strip();
    }
    if (cell instanceof SheetCell.Number number) {
      return number.value().toPlainString();
    }
    if (cell instanceof SheetCell.Formula formula) {
      return plain(formula.saved());
    }
    return cell instanceof SheetCell.Wrong ? "#" : "";
  }
}
