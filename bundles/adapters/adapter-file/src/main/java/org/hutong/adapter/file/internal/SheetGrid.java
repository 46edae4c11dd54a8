package org.hutong.adapter.file.internal;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The cells of a workbook that are asked for; lines and columns count from 1. */
final class SheetGrid {
  /** A file cannot be taken; the message is a Chinese sentence that quotes nothing of it. */
  static final class Unreadable extends Exception {
    Unreadable(String reason) {
      super(reason);
    }

    Unreadable(String reason, Throwable cause) {
      super(reason, cause);
    }
  }

  private final SheetRules rules;
  private final NavigableMap<Integer, NavigableMap<Integer, SheetCell>> lines = new TreeMap<>();
  private boolean from1904;
  private boolean found;
  private long merged;
  private int cells;
  private @Nullable SheetCell version;

  SheetGrid(SheetRules rules) {
    this.rules = rules;
  }

  /** Dates count from 1904. */
  void from1904() {
    from1904 = true;
  }

  boolean isFrom1904() {
    return from1904;
  }

  /** The sheet of the records is there, if it has no cell at all. */
  void found() {
    found = true;
  }

  boolean isFound() {
    return found;
  }

  /** Takes a cell of the sheet of the records. */
  void record(int line, int column, SheetCell cell) throws Unreadable {
    if (line > rules.limits().lines()) {
      throw new Unreadable("行数超过上限 " + rules.limits().lines() + "，整个文件暂不汇入");
    }
    if (column > rules.limits().columns()) {
      throw new Unreadable("列数超过上限 " + rules.limits().columns() + "，整个文件暂不汇入");
    }
    if (++cells > rules.limits().cells()) {
      throw tooMany(rules);
    }
    if (line >= rules.header()) {
      lines.computeIfAbsent(line, each -> new TreeMap<>()).put(column, cell);
    }
  }

  static Unreadable tooMany(SheetRules rules) {
    return new Unreadable("单元格超过上限 " + rules.limits().cells() + "，整个文件暂不汇入");
  }

  /** Looks at a cell of the sheet that has the version. */
  void version(int line, int column, SheetCell cell) {
    SheetRules.Version asked = rules.version();
    if (asked != null && asked.line() == line && asked.column() == column) {
      version = cell;
    }
  }

  @Nullable SheetCell version() {
    return version;
  }

  /** A merged area: what stands in its first cell stands in all of them. */
  void merge(int line, int lastLine, int column, int lastColumn) throws Unreadable {
    SheetCell cell = line(line).get(column);
    if (cell == null || lastLine < line) {
      return;
    }
    SheetRules.Limits limits = rules.limits();
    long most = Math.min(limits.cells(), (long) limits.lines() * limits.columns());
    int right = Math.min(lastColumn, rules.limits().columns());
    // Only lines that are there: an area may be as large as the sheet.
    for (NavigableMap<Integer, SheetCell> each :
        lines.subMap(line, true, lastLine, true).values()) {
      merged += right - column + 1;
      if (merged > most) {
        throw new Unreadable("合并的单元格相互重叠，整个文件暂不汇入");
      }
      for (int at = column; at <= right; at++) {
        each.putIfAbsent(at, cell);
      }
    }
  }

  /** The lines after the header, in order; a line without a cell is not there. */
  Map<Integer, NavigableMap<Integer, SheetCell>> records() {
    return lines.tailMap(rules.first(), true);
  }

  /** The cells of one line of the header. */
  Map<Integer, SheetCell> line(int number) {
    return lines.getOrDefault(number, new TreeMap<>());
  }
}
