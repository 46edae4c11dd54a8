package org.hutong.core.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    int line = 0;
    try {
      String text = RuleText.read(file, name, faults);
      if (text == null) {
        return List.of();
      }
      boolean first = true;
      try (MappingIterator<String[]> lines = MAPPER.readerFor(String[].class).readValues(text)) {
        while (lines.hasNextValue()) {
          line = lines.getCurrentLocation().getLineNr();
          List<String> cells = List.of(lines.nextValue());
          if (first) {
            first = false;
            if (!HeaderLine.fits(cells, header, name, faults)) {
              return List.of();
            }
          } else if (!cells.stream().allMatch(String::isBlank)) {
            row(line, cells, header, name, faults).ifPresent(rows::add);
          }
        }
      }
      if (first) {
        faults.add(new Fault(name, 1, "", "文件是空的，首行应为 " + String.join(",", header)));
      }
    } catch (JsonProcessingException e) {
      int at = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      faults.add(new Fault(name, line == 0 ? at : line, "", "引号没有成对，或引号之后还有别的字"));
    } catch (IOException e) {
      faults.add(new Fault(name, 0, "", "文件无法读取"));
    }
    return rows;
  }

  /** An office program adds empty cells at the end of a row, and rows of empty cells. */
  private static Optional<Row> row(
      int line, List<String> cells, List<String> header, String name, List<Fault> faults) {
    int own = header.size();
    if (cells.stream().anyMatch(c -> c.indexOf('\n') >= 0)) {
      faults.add(new Fault(name, line, "", "引号没有成对，或单元格内有换行"));
    } else if (cells.size() < own
        || !cells.subList(own, cells.size()).stream().allMatch(String::isBlank)) {
      String hint =
          cells.stream().anyMatch(c -> c.indexOf('，') >= 0) ? "；行中有全角逗号“，”，分隔符应为英文逗号" : "";
      String many = cells.size() > own ? "；单元格内有逗号的，应加英文双引号" : "";
      faults.add(
          new Fault(
              name,
              line,
              "",
              "应有 " + own + " 列，这一行有 " + cells.size() + " 列" + (hint.isEmpty() ? many : hint)));
    } else {
      return Optional.of(new Row(line, cells.subList(0, own)));
    }
    return Optional.empty();
  }
}
