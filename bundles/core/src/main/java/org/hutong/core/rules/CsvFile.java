package org.hutong.core.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A business list: CSV with a fixed header line. */
public final class CsvFile {
  private static final CsvMapper MAPPER =
      CsvMapper.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .enable(CsvParser.Feature.TRIM_SPACES)
          .build();

  private CsvFile() {}

  /**
   * A row.
   *
   * @param line 1-based
   * @param cells as many as the header has
   */
  public record Row(int line, List<String> cells) {
    /** The cell of that column, counted from 0. */
    public String cell(int column) {
      return cells.get(column);
    }
  }

  /** The rows below the header; what is wrong becomes a fault and its row is left out. */
  public static List<Row> read(Path file, String name, List<String> header, List<Fault> faults) {
    List<Row> rows = new ArrayList<>();
    try {
      String text = RuleText.read(file, name, faults);
      if (text == null) {
        return List.of();
      }
      boolean first = true;
      try (MappingIterator<String[]> lines = MAPPER.readerFor(String[].class).readValues(text)) {
        while (lines.hasNextValue()) {
          int line = lines.getCurrentLocation().getLineNr();
          List<String> cells = List.of(lines.nextValue());
          if (first) {
            first = false;
            if (!cells.equals(header)) {
              faults.add(new Fault(name, 1, "", "首行应为 " + String.join(",", header)));
              return List.of();
            }
          } else if (cells.size() != header.size()) {
            faults.add(new Fault(name, line, "", "应有 " + header.size() + " 列"));
          } else {
            rows.add(new Row(line, cells));
          }
        }
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      faults.add(new Fault(name, line, "", "不是正确的 CSV"));
    } catch (IOException e) {
      faults.add(new Fault(name, 0, "", "文件无法读取"));
    }
    return rows;
  }
}
