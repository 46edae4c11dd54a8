package org.hutong.adapter.file.internal;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Looks through an {@code .xlsx} before it is read: how large it is unpacked, that it holds neither
 * macros nor a document type, which could name entities, no cell so far out that the reader would
 * fill the memory up to it, no more cells and no longer texts than fit, and no merged cells among
 * the records.
 */
final class XlsxGuard {
  private static final int MOST_PARTS = 1_000;

  private final XMLInputFactory xml = new InputFactoryImpl();
  private final SheetRules.Limits limits;
  private final SheetRules rules;
  private final int first;

  /** Cells of a sheet, or texts of the table that sheets point into. */
  private int cells;

  /** Characters of one of them. */
  private int text;

  private XlsxGuard(SheetRules rules) {
    this.rules = rules;
    this.limits = rules.limits();
    this.first = rules.first();
    xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
  }

  static void check(byte[] file, SheetRules rules) throws IOException, SheetGrid.Unreadable {
    XlsxGuard guard = new XlsxGuard(rules);
    long unpacked = 0;
    // The class that reads it afterwards: both see the same parts.
    try (ZipFile zip = ZipFile.builder().setByteArray(file).get()) {
      Set<String> names = new HashSet<>();
      for (ZipArchiveEntry part : Collections.list(zip.getEntries())) {
        String name = part.getName().toLowerCase(Locale.ROOT);
        if (!names.add(name) || names.size() > MOST_PARTS) {
          throw new SheetGrid.Unreadable("文件的部分重复或过多，整个文件暂不汇入");
        }
        if (name.endsWith("vbaproject.bin")) {
          throw new SheetGrid.Unreadable("文件含宏，整个文件暂不汇入");
        }
        Counted in = new Counted(zip.getInputStream(part), guard.limits.unpacked() - unpacked);
        try (in) {
          guard.look(in);
        } catch (IOException e) {
          if (in.isOver()) {
            throw new SheetGrid.Unreadable(
                "解压后超过上限 " + guard.limits.unpacked() + " 字节，整个文件暂不汇入", e);
          }
          throw e;
        }
        unpacked += in.count;
      }
    }
  }

  /** Every part to its end: names say nothing of what it is. */
  private void look(Counted in) throws IOException, SheetGrid.Unreadable {
    try {
      elements(in);
    } catch (XMLStreamException | UncheckedStreamException e) {
      // A picture, or broken: the reader, which parses in the same way, gets no further either.
    }
    in.transferTo(OutputStream.nullOutputStream());
  }

  private void elements(InputStream part) throws XMLStreamException, SheetGrid.Unreadable {
    cells = 0;
    text = 0;
    XMLStreamReader reader = xml.createXMLStreamReader(part);
    try {
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD) {
          throw new SheetGrid.Unreadable("文件含文档类型声明（DTD），整个文件暂不汇入");
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          element(reader);
        }
        if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
          text += reader.getTextLength();
        }
        if (event == XMLStreamConstants.END_ELEMENT && isCell(reader.getLocalName())) {
          cell();
        }
      }
    } finally {
      reader.close();
    }
  }

  private static boolean isCell(String name) {
    return name.equals("c") || name.equals("si");
  }

  private void cell() throws SheetGrid.Unreadable {
    if (++cells > limits.cells()) {
      throw SheetGrid.tooMany(rules);
    }
    if (text > XlsxFile.MOST_TEXT) {
      throw new SheetGrid.Unreadable("有的单元格超过 Excel 的 " + XlsxFile.MOST_TEXT + " 字，整个文件暂不汇入");
    }
  }

  private void element(XMLStreamReader reader) throws SheetGrid.Unreadable {
    String name = reader.getLocalName();
    if (isCell(name)) {
      text = 0;
    }
    if (name.equals("c") && isTooFar(reader.getAttributeValue(null, "r"))) {
      throw new SheetGrid.Unreadable("列数超过上限 " + limits.columns() + "，整个文件暂不汇入");
    }
    // The reader does not tell of them: all cells of an area but its first would come empty.
    if (name.equals("mergeCell") && isAmongRecords(reader.getAttributeValue(null, "ref"))) {
      throw new SheetGrid.Unreadable("表头以下有合并的单元格，请取消合并、逐行填写");
    }
  }

  /** Of an area such as {@code A3:A5}. */
  private boolean isAmongRecords(@Nullable String area) {
    String last = area == null ? "" : area.substring(area.indexOf(':') + 1).replaceAll("\\D", "");
    return last.length() > 7 || !last.isEmpty() && Integer.parseInt(last) >= first;
  }

  /** Of a cell's address such as {@code K12}. */
  private boolean isTooFar(@Nullable String address) {
    int column = 0;
    for (int i = 0; address != null && i < address.length(); i++) {
      int letter = Character.toUpperCase(address.charAt(i)) - 'A' + 1;
      if (letter < 1 || letter > 26) {
        break;
      }
      column = column * 26 + letter;
      if (column > limits.columns()) {
        return true;
      }
    }
    return false;
  }

  /** Gives no more than it may. */
  private static final class Counted extends FilterInputStream {
    private final long most;
    private long count;

    Counted(InputStream in, long most) {
      super(in);
      this.most = most;
    }

    boolean isOver() {
      return count > most;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      counted(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      counted(Math.max(0, read));
      return read;
    }

    private void counted(int more) throws IOException {
      count += more;
      if (isOver()) {
        throw new IOException("Unpacked it is too large");
      }
    }
  }
}
