package org.hutong.core.systems;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.core.rules.CsvFile;
import org.hutong.core.rules.Fault;
import org.hutong.systems.SystemRegistration;
import org.hutong.systems.SystemRegistration.Light;
import org.hutong.systems.SystemRegistration.Usage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The register as {@code catalogue/register.csv} has it: a row for each system and street. Read
 * again when the file has changed; a wrong file leaves the old one in force.
 */
public final class RegisterList {
  private static final Logger LOG = LoggerFactory.getLogger(RegisterList.class);
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
  private @Nullable FileTime read;
  private Map<String, Row> rows = Map.of();

  /** The list of this configuration; a street may do without. */
  public RegisterList(Path config) {
    file = config.resolve(NAME);
  }

  /** Every row, by the file's order. */
  synchronized Map<String, Row> rows() {
    try {
      FileTime changed = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
      if (changed == null) {
        rows = Map.of();
      } else if (!changed.equals(read)) {
        List<Fault> faults = new ArrayList<>();
        Map<String, Row> fresh = read(faults);
        faults.forEach(fault -> LOG.warn("The register of systems: {}", fault.line()));
        rows = Fault.wrong(faults) == 0 ? fresh : rows;
      }
      read = changed;
    } catch (IOException e) {
      LOG.warn("The register of systems cannot be read", e);
    }
    return rows;
  }

  /** What is wrong with the file as it is now; a street may do without it. */
  public List<Fault> check() {
    List<Fault> faults = new ArrayList<>();
    if (Files.exists(file)) {
      read(faults);
    }
    return faults;
  }

  /** What it says of a system; nothing, in so many words, of one that is not in it. */
  Row find(String id) {
    return rows().getOrDefault(id, UNKNOWN);
  }

  private Map<String, Row> read(List<Fault> faults) {
    Map<String, Row> fresh = new LinkedHashMap<>();
    for (CsvFile.Row cells : CsvFile.read(file, NAME, HEADER, faults)) {
      if (!cells.cell(13).matches("([1-9][0-9]{0,4})?")) {
        faults.add(new Fault(NAME, cells.line(), "rhythm_hours", "应为小时数"));
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
        List.of(cells.cell(1)));
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
