package org.hutong.adapter.file.internal;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;

/**
 * Fixed widths, counted in bytes of the character set; texts to the left, spaces after them. A
 * total line {@code #TOTAL <lines> <sum>} may end the file.
 *
 * @param sum the field of whole numbers that the total line adds up; empty for no total line
 */
record FixedFormat(List<Column> columns, String sum, Encoding encoding, Room room)
    implements Format {
  /** One field. */
  record Column(String name, int width) {}

  private static final String TOTAL = "#TOTAL ";

  @Override
  public List<String> fields() {
    return columns.stream().map(Column::name).toList();
  }

  private int width() {
    return columns.stream().mapToInt(Column::width).sum();
  }

  @Override
  public byte[] write(List<Map<String, String>> records) throws DoesNotFit {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long total = 0;
    for (Map<String, String> each : records) {
      for (Column column : columns) {
        byte[] value = encoding.bytes(column.name(), each.getOrDefault(column.name(), ""));
        if (value.length > column.width()) {
          throw new DoesNotFit(column.name(), false);
        }
        byte[] padded = Arrays.copyOf(value, column.width());
        Arrays.fill(padded, value.length, padded.length, (byte) ' ');
        out.writeBytes(padded);
      }
      out.writeBytes(new byte[] {'\r', '\n'});
      total += sum.isEmpty() ? 0 : number(each.getOrDefault(sum, ""));
    }
    if (!sum.isEmpty()) {
      out.writeBytes(encoding.bytes(sum, TOTAL + records.size() + " " + total + "\r\n"));
    }
    return out.toByteArray();
  }

  private long number(String text) throws DoesNotFit {
    if (!text.strip().matches("[0-9]{1,15}")) {
      throw new DoesNotFit(sum, false);
    }
    return Long.parseLong(text.strip());
  }

  @Override
  public Parsed read(String name, byte[] file) {
    Parsed parsed = new Parsed(0);
    int lines = 0;
    long total = 0;
    String said = null;
    int at = 0;
    for (int number = 1; at < file.length; number++) {
      int end = at;
      while (end < file.length && file[end] != '\n') {
        end++;
      }
      int stop = end > at && file[end - 1] == '\r' ? end - 1 : end;
      String whole = encoding.text(file, at, stop);
      if (!sum.isEmpty() && whole.startsWith(TOTAL)) {
        said = whole.substring(TOTAL.length()).strip();
      } else if (stop > at) {
        lines++;
        try {
          room.check(lines, (long) lines * columns.size());
        } catch (Room.TooMuch e) {
          return Room.held(name, e);
        }
        total += row(parsed, name + ":" + number, number, Arrays.copyOfRange(file, at, stop));
      }
      at = end + 1;
    }
    Parsed result = new Parsed(lines, parsed.good(), parsed.bad());
    if (!sum.isEmpty() && !(lines + " " + total).equals(said)) {
      result.good().clear();
      result.bad().add(0, new Batch.Refused(name, "合计行与明细不符，整个文件暂不汇入"));
    }
    return result;
  }

  /** Adds a line; returns what it adds to the sum. */
  private long row(Parsed parsed, String place, int number, byte[] line) {
    if (line.length != width()) {
      parsed.bad().add(new Batch.Refused(place, "应有 " + width() + " 字节，实有 " + line.length + " 字节"));
      return 0;
    }
    Map<String, String> values = new LinkedHashMap<>();
    int at = 0;
    for (Column column : columns) {
      values.put(column.name(), encoding.text(line, at, at + column.width()).stripTrailing());
      at += column.width();
    }
    long adds;
    try {
      // Each column has bytes of its own: what is broken in another one changes no sum.
      adds = sum.isEmpty() ? 0 : number(values.getOrDefault(sum, ""));
    } catch (DoesNotFit e) {
      parsed.bad().add(new Batch.Refused(place, "字段 " + e.getMessage() + " 不是整数"));
      return 0;
    }
    if (values.values().stream().anyMatch(value -> value.indexOf(Encoding.BROKEN) >= 0)) {
      parsed.bad().add(new Batch.Refused(place, "有不属于该字符集的字节，或一个字被截断"));
    } else {
      parsed.good().add(new Line(number, values));
    }
    return adds;
  }
}
