package org.hutong.adapter.file.internal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;

/** RFC 4180 with a header line: quotes, commas and newlines inside quotes, any line end. */
record CsvFormat(List<String> fields, Encoding encoding, Room room) implements Format {
  @Override
  public byte[] write(List<Map<String, String>> records) throws DoesNotFit {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    line(out, fields, fields);
    for (Map<String, String> each : records) {
      line(out, fields, fields.stream().map(name -> each.getOrDefault(name, "")).toList());
    }
    return out.toByteArray();
  }

  private void line(ByteArrayOutputStream out, List<String> names, List<String> values)
      throws DoesNotFit {
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      boolean quoted = value.matches("(?s).*[\",\r\n].*") || !value.equals(value.strip());
      String text = quoted ? '"' + value.replace("\"", "\"\"") + '"' : value;
      out.writeBytes(encoding.bytes(names.get(i), (i == 0 ? "" : ",") + text));
    }
    out.writeBytes(new byte[] {'\r', '\n'});
  }

  @Override
  public Parsed read(String name, byte[] file) {
    String text = encoding.text(file, 0, file.length);
    List<List<String>> rows = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    boolean closed;
    try {
      closed = split(text, rows, starts);
    } catch (Room.TooMuch e) {
      return Room.held(name, e);
    }
    if (rows.isEmpty() || !rows.get(0).equals(fields)) {
      Parsed parsed = new Parsed(Math.max(0, rows.size() - 1));
      parsed.bad().add(new Batch.Refused(name, "表头与配置的字段不一致，整个文件暂不汇入"));
      return parsed;
    }
    Parsed parsed = new Parsed(rows.size() - 1);
    for (int i = 1; i < rows.size(); i++) {
      String place = name + ":" + starts.get(i);
      List<String> row = rows.get(i);
      if (!closed && i == rows.size() - 1) {
        parsed.bad().add(new Batch.Refused(place, "引号没有结束"));
      } else if (row.size() != fields.size()) {
        parsed
            .bad()
            .add(new Batch.Refused(place, "应有 " + fields.size() + " 列，实有 " + row.size() + " 列"));
      } else if (row.stream().anyMatch(value -> value.indexOf(Encoding.BROKEN) >= 0)) {
        parsed.bad().add(new Batch.Refused(place, "有不属于该字符集的字节"));
      } else {
        Map<String, String> values = new LinkedHashMap<>();
        for (int f = 0; f < fields.size(); f++) {
          values.put(fields.get(f), row.get(f));
        }
        parsed.good().add(new Line(starts.get(i), values));
      }
    }
    return parsed;
  }

  /** False when the last quote is not closed. */
  private boolean split(String text, List<List<String>> rows, List<Integer> starts)
      throws Room.TooMuch {
    List<String> row = new ArrayList<>();
    long cells = 0;
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    int line = 1;
    int start = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line += c == '\n' ? 1 : 0;
      if (quoted) {
        boolean doubled = c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
        if (c != '"' || doubled) {
          value.append(c);
          i += doubled ? 1 : 0;
        } else {
          quoted = false;
        }
      } else if (c == '"' && value.isEmpty()) {
        quoted = true;
      } else if (c == ',') {
        row.add(value.toString());
        value.setLength(0);
        room.check(rows.size(), ++cells);
      } else if (c == '\n') {
        // The header is none of the lines.
        room.check(rows.size(), ++cells);
        end(row, value, rows, starts, start);
        row = new ArrayList<>();
        start = line;
      } else if (c != '\r') {
        value.append(c);
      }
    }
    end(row, value, rows, starts, start);
    return !quoted;
  }

  private static void end(
      List<String> row,
      StringBuilder value,
      List<List<String>> rows,
      List<Integer> starts,
      int start) {
    if (!row.isEmpty() || !value.isEmpty()) {
      row.add(value.toString());
      rows.add(row);
      starts.add(start);
    }
    value.setLength(0);
  }
}
