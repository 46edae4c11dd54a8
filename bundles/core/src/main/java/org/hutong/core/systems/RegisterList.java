package org.hutong.core.systems;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.core.rules.CsvFile;
import org.hutong.core.rules.Fault;
import org.hutong.systems.SystemRegistration;
import org.hutong.systems.SystemRegistration.Light;
import org.hutong.systems.SystemRegistration.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The register as {@code catalogue/register.csv} has it: a row for each system and street. A wrong
 * file leaves the old one in force.
 */
public final class RegisterList {
  private static final String NAME = "catalogue/register.csv";
  private static final List<String> HEADER =
      List.of(
          ("id,survey,name,kind,class,level,builder,street,depth,connectable,interface,contact,"
                  + "section,rhythm_hours")
              .split(","));
  private static final Row UNKNOWN =
      new Row("", "", "", null, null, null, null, List.of(), null, null, null, null, 0, List.of());

  /** What the rows of one id say together; the first row speaks, the others add streets. */
  record Row(
      String id,
      String surveyId,
      String name,
      @Nullable String kind,
      @Nullable String serviceClass,
      @Nullable String level,
      @Nullable String builder,
      List<Usage> usage,
      @Nullable String connectable,
      @Nullable String interfaceKind,
      @Nullable String contact,
      @Nullable String section,
      int rhythm,
      List<String> survey) {

    int rhythmHours() {
      return rhythm > 0 ? rhythm : SystemRegistration.USUAL_RHYTHM;
    }

    SystemRegistration in(Light light) {
      return new SystemRegistration(
          light,
          kind,
          serviceClass,
          level,
          builder,
          usage,
          connectable,
          interfaceKind,
          contact,
          section,
          rhythmHours(),
          survey);
    }
  }

  private final Path file;
  private volatile Map<String, Row> rows = Map.of();

  /** The list of this configuration, which a street may do without; {@link #load} reads it. */
  public RegisterList(Path config) {
    file = config.resolve(NAME);
  }

  /** Reads the file; takes effect only when nothing is wrong. */
  public List<Fault> load() {
    List<Fault> faults = new ArrayList<>();
    Map<String, Row> fresh = read(faults);
    if (Fault.wrong(faults) == 0) {
      rows = Collections.unmodifiableMap(fresh);
    }
    return faults;
  }

  /** What is wrong with the file; nothing takes effect. */
  public List<Fault> check() {
    List<Fault> faults = new ArrayList<>();
    read(faults);
    return faults;
  }

  /** Every row, by the file's order. */
  Map<String, Row> rows() {
    return rows;
  }

  /** What it says of a system; nothing, in so many words, of one that is not in it. */
  Row find(String id) {
    return rows.getOrDefault(id, UNKNOWN);
  }

  private Map<String, Row> read(List<Fault> faults) {
    Map<String, Row> fresh = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return fresh;
    }
    Set<List<String>> taken = new HashSet<>();
    for (CsvFile.Row cells : CsvFile.read(file, NAME, HEADER, faults)) {
      if (cells.cell(0).isEmpty() || cells.cell(2).isEmpty()) {
        String column = cells.cell(0).isEmpty() ? "id" : "name";
        faults.add(new Fault(NAME, cells.line(), column, "缺少必填内容"));
      } else if (!cells.cell(13).matches("([1-9][0-9]{0,4})?")) {
        faults.add(new Fault(NAME, cells.line(), "rhythm_hours", "应为小时数"));
      } else if (!taken.add(List.of(cells.cell(0), cells.cell(1), cells.cell(7)))) {
        faults.add(new Fault(NAME, cells.line(), "street", "同一系统的同一街道重复"));
      } else {
        fresh.merge(cells.cell(0), row(cells), RegisterList::together);
      }
    }
    return fresh;
  }

  private static Row row(CsvFile.Row cells) {
    String street = cells.cell(7);
    return new Row(
        cells.cell(0),
        cells.cell(1),
        cells.cell(2),
        text(cells, 3),
        text(cells, 4),
        text(cells, 5),
        text(cells, 6),
        street.isEmpty() ? List.of() : List.of(new Usage(street, text(cells, 8))),
        text(cells, 9),
        text(cells, 10),
        text(cells, 11),
        text(cells, 12),
        cells.cell(13).isEmpty() ? 0 : Integer.parseInt(cells.cell(13)),
        cells.cell(1).isEmpty() ? List.of() : List.of(cells.cell(1)));
  }

  private static @Nullable String text(CsvFile.Row cells, int column) {
    return cells.cell(column).isEmpty() ? null : cells.cell(column);
  }

  private static Row together(Row first, Row other) {
    List<Usage> usage = new ArrayList<>(first.usage());
    other.usage().stream().filter(each -> !usage.contains(each)).forEach(usage::add);
    List<String> survey = new ArrayList<>(first.survey());
    other.survey().stream().filter(each -> !survey.contains(each)).forEach(survey::add);
    return new Row(
        first.id(),
        first.surveyId(),
        first.name(),
        first.kind(),
        first.serviceClass(),
        first.level(),
        first.builder(),
        List.copyOf(usage),
        first.connectable(),
        first.interfaceKind(),
        first.contact(),
        first.section(),
        first.rhythm(),
        List.copyOf(survey));
  }
}
