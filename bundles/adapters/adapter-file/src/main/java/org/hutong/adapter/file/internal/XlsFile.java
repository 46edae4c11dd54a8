package org.hutong.adapter.file.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.CellValueRecordInterface;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.FilePassRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.MergeCellsRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.RecordFactoryInputStream;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.FileMagic;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;

/**
 * {@code .xls} of Excel 97 to 2003 (BIFF8), record by record: only cells are looked at, nothing is
 * computed, no link is followed, no drawing is opened.
 */
record XlsFile() implements SheetFormat.Workbook {
  private static final String STREAM = "Workbook";
  private static final String MACROS = "_VBA_PROJECT_CUR";
  private static final int BIFF8 = 0x0600;

  /** Kind and length, before each record. */
  private static final int HEAD = 4;

  @Override
  public SheetGrid read(byte[] file, SheetRules rules) throws SheetGrid.Unreadable {
    if (FileMagic.valueOf(file) != FileMagic.OLE2) {
      throw new SheetGrid.Unreadable("不是 Excel 97-2003 的 .xls 文件（可能是网页或文本改了名），整个文件暂不汇入");
    }
    try (POIFSFileSystem files = new POIFSFileSystem(new ByteArrayInputStream(file))) {
      DirectoryNode root = files.getRoot();
      if (!root.hasEntry(STREAM)) {
        throw new SheetGrid.Unreadable("不是 Excel 97-2003 的 .xls 文件，或有密码，整个文件暂不汇入");
      }
      if (root.hasEntry(MACROS)) {
        throw new SheetGrid.Unreadable("文件含宏，整个文件暂不汇入");
      }
      countTexts(root, rules);
      Reading reading = new Reading(rules);
      RecordFactoryInputStream records =
          new RecordFactoryInputStream(root.createDocumentInputStream(STREAM), false);
      for (Record each = records.nextRecord(); each != null; each = records.nextRecord()) {
        reading.take(each);
      }
      return reading.grid;
    } catch (EncryptedDocumentException e) {
      throw new SheetGrid.Unreadable("文件有密码，请去掉密码再放入", e);
    } catch (IOException | RuntimeException e) { // POI's seam: bytes of others, many exceptions
      throw new SheetGrid.Unreadable("文件已损坏或不完整，整个文件暂不汇入", e);
    }
  }

  /** The reader makes all texts of the workbook at once, also those that no cell has. */
  private static void countTexts(DirectoryNode root, SheetRules rules)
      throws IOException, SheetGrid.Unreadable {
    try (DocumentInputStream in = root.createDocumentInputStream(STREAM)) {
      while (in.available() >= HEAD) {
        int kind = in.readUShort();
        int length = in.readUShort();
        if (kind == FilePassRecord.sid) {
          return; // the rest says nothing without the password
        }
        if (kind == SSTRecord.sid && length >= 2 * Integer.BYTES) {
          in.readInt();
          if (Integer.toUnsignedLong(in.readInt()) > rules.limits().cells()) {
            throw SheetGrid.tooMany(rules);
          }
          length -= 2 * Integer.BYTES;
        }
        in.skip(Math.min(length, in.available()));
      }
    }
  }

  @Override
  public byte[] write(List<Map<String, String>> records, SheetRules rules) {
    throw new IllegalStateException("FileSettings lets nothing be written as .xls");
  }

  /** What was read so far. */
  private static final class Reading {
    private final SheetRules rules;
    private final SheetGrid grid;
    private final List<String> sheets = new ArrayList<>();
    private final List<CellRangeAddress> merged = new ArrayList<>();
    private @Nullable SSTRecord texts;

    /** The sheet, from 0; below it the part that speaks of the whole workbook. */
    private int sheet = -2;

    private int depth;
    private @Nullable FormulaRecord formula;

    Reading(SheetRules rules) {
      this.rules = rules;
      this.grid = new SheetGrid(rules);
    }

    void take(Record each) throws SheetGrid.Unreadable {
      if (each instanceof BOFRecord begin) {
        begin(begin);
      } else if (each instanceof EOFRecord) {
        depth--;
        end();
      } else if (each instanceof BoundSheetRecord bound) {
        sheets.add(bound.getSheetname());
      } else if (each instanceof SSTRecord all) {
        texts = all;
      } else if (each instanceof DateWindow1904Record window && window.getWindowing() == 1) {
        grid.from1904();
      } else if (depth == 1 && sheet >= 0) {
        inSheet(each);
      }
    }

    private void begin(BOFRecord begin) throws SheetGrid.Unreadable {
      depth++;
      if (depth > 1) {
        return; // a chart inside a sheet
      }
      if (begin.getVersion() != BIFF8) {
        throw new SheetGrid.Unreadable("早于 Excel 97 的格式，请另存为 .xls 再放入");
      }
      sheet++;
      if (sheet >= 0 && begin.getType() == BOFRecord.TYPE_WORKSHEET && here(true)) {
        grid.found();
      }
    }

    /** Merged areas are told after the cells. */
    private void end() throws SheetGrid.Unreadable {
      if (depth == 0 && sheet >= 0 && here(true)) {
        for (CellRangeAddress area : merged) {
          grid.merge(
              area.getFirstRow() + 1,
              area.getLastRow() + 1,
              area.getFirstColumn() + 1,
              area.getLastColumn() + 1);
        }
      }
      merged.clear();
    }

    /** Whether this is the sheet of the records, or that of the version. */
    private boolean here(boolean records) {
      String name = sheet < sheets.size() ? sheets.get(sheet) : "";
      return records ? rules.isRecords(name, sheet) : rules.isVersions(name, sheet);
    }

    private void inSheet(Record each) throws SheetGrid.Unreadable {
      if (each instanceof MergeCellsRecord merges) {
        for (int i = 0; i < merges.getNumAreas(); i++) {
          merged.add(merges.getAreaAt(i));
        }
      } else if (each instanceof FormulaRecord found) {
        formula = found.hasCachedResultString() ? found : null;
        if (formula == null) {
          cell(found, new SheetCell.Formula(saved(found)));
        }
      } else if (each instanceof StringRecord text && formula != null) {
        cell(formula, new SheetCell.Formula(new SheetCell.Text(text.getString())));
        formula = null;
      } else if (each instanceof NumberRecord number) {
        cell(number, SheetCell.Number.of(number.getValue()));
      } else if (each instanceof LabelSSTRecord label) {
        if (texts == null) {
          throw new SheetGrid.Unreadable("文件已损坏或不完整，整个文件暂不汇入");
        }
        cell(label, new SheetCell.Text(texts.getString(label.getSSTIndex()).getString()));
      } else if (each instanceof LabelRecord label) {
        cell(label, new SheetCell.Text(label.getValue()));
      } else if (each instanceof BoolErrRecord either) {
        cell(
            either,
            either.isBoolean()
                ? new SheetCell.Text(String.valueOf(either.getBooleanValue()))
                : new SheetCell.Wrong());
      }
    }

    private static SheetCell saved(FormulaRecord formula) {
      return switch (formula.getCachedResultTypeEnum()) {
        case NUMERIC -> SheetCell.Number.of(formula.getValue());
        case BOOLEAN -> new SheetCell.Text(String.valueOf(formula.getCachedBooleanValue()));
        case ERROR -> new SheetCell.Wrong();
        default -> new SheetCell.Text("");
      };
    }

    private void cell(CellValueRecordInterface at, SheetCell cell) throws SheetGrid.Unreadable {
      int line = at.getRow() + 1;
      int column = at.getColumn() + 1;
      if (here(false)) {
        grid.version(line, column, cell);
      }
      if (here(true)) {
        grid.record(line, column, cell);
      }
    }
  }
}
