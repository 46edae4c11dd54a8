package org.hutong.core.catalogue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hutong.catalogue.Units;
import org.hutong.core.rules.CsvFile;
import org.hutong.core.rules.Fault;
import org.jspecify.annotations.Nullable;

/** The units of {@code streets/*.csv}, read in one pass; immutable. */
final class UnitFiles implements Units {
  private static final Set<String> LEVELS = Set.of("市", "区", "街道", "社区");
  // A step that goes to whoever serves a community has that name in its row.
  private static final int LONGEST_NAME = 64;

  private record Span(@Nullable LocalDate from, @Nullable LocalDate to) {
    boolean holds(LocalDate day) {
      return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }

    boolean meets(Span other) {
      return (from == null || other.to == null || !from.isAfter(other.to))
          && (to == null || other.from == null || !to.isBefore(other.from));
    }
  }

  private record Named(String unit, String text, Span span) {}

  private record Coded(String unit, PlaceCode code, Span span) {}

  private record Served(String station, String community, Span span) {}

  private final Map<String, Unit> units = new LinkedHashMap<>();
  private final List<Coded> codes = new ArrayList<>();
  private final List<Named> aliases = new ArrayList<>();
  private final List<Served> serves = new ArrayList<>();

  private UnitFiles() {}

  /** No unit at all. */
  static UnitFiles none() {
    return new UnitFiles();
  }

  static UnitFiles read(Path config, List<Fault> faults) {
    UnitFiles read = new UnitFiles();
    String units = "streets/units.csv";
    List<String> header = List.of("unit", "kind", "level", "name", "parent", "from", "to");
    List<CsvFile.Row> rows = rows(config, units, header, faults);
    int before = Fault.wrong(faults);
    rows.forEach(row -> read.unit(row, units, faults));
    if (Fault.wrong(faults) > before || (rows.isEmpty() && Files.exists(config.resolve(units)))) {
      return read; // what stands on the units would only be told once more
    }
    read.parents(rows, units, faults);
    String codes = "streets/codes.csv";
    header = List.of("unit", "scheme", "code", "from", "to");
    for (CsvFile.Row row : rows(config, codes, header, faults)) {
      Span span = span(row, 3, codes, faults);
      if (read.known(row, 0, "unit", codes, faults) && filled(row, header, 3, codes, faults)) {
        PlaceCode code = new PlaceCode(row.cell(1), row.cell(2));
        if (read.codes.stream().anyMatch(c -> c.code().equals(code) && c.span().meets(span))) {
          faults.add(new Fault(codes, row.line(), "code", "同一体系的这个编码同一时期已有单位使用"));
        }
        read.codes.add(new Coded(row.cell(0), code, span));
      }
    }
    String aliases = "streets/aliases.csv";
    header = List.of("unit", "alias", "from", "to");
    for (CsvFile.Row row : rows(config, aliases, header, faults)) {
      Span span = span(row, 2, aliases, faults);
      if (read.known(row, 0, "unit", aliases, faults) && filled(row, header, 2, aliases, faults)) {
        if (read.aliases.stream()
            .anyMatch(
                a ->
                    a.unit().equals(row.cell(0))
                        && a.text().equals(row.cell(1))
                        && a.span().meets(span))) {
          faults.add(new Fault(aliases, row.line(), "alias", "该单位同一时期的同一别名重复"));
        }
        read.aliases.add(new Named(row.cell(0), row.cell(1), span));
      }
    }
    String serves = "streets/serves.csv";
    header = List.of("station", "community", "from", "to");
    for (CsvFile.Row row : rows(config, serves, header, faults)) {
      Span span = span(row, 2, serves, faults);
      if (read.known(row, 0, "station", serves, faults)
          && read.known(row, 1, "community", serves, faults)
          && read.is(Kind.STATION, row, 0, "station", serves, faults)
          && read.is(Kind.COMMUNITY, row, 1, "community", serves, faults)) {
        read.serves.add(new Served(row.cell(0), row.cell(1), span));
        read.overlap(row, serves, faults);
      }
    }
    return read;
  }

  private static List<CsvFile.Row> rows(
      Path config, String name, List<String> header, List<Fault> faults) {
    Path file = config.resolve(name);
    return Files.exists(file) ? CsvFile.read(file, name, header, faults) : List.of();
  }

  private void unit(CsvFile.Row row, String file, List<Fault> faults) {
    Span span = span(row, 5, file, faults);
    Kind kind = null;
    for (Kind one : Kind.values()) {
      kind = one.name().equals(row.cell(1)) ? one : kind;
    }
    if (kind == null) {
      faults.add(
          new Fault(file, row.line(), "kind", "只能取 AREA、STREET、COMMUNITY、STATION、SECTION、BUREAU"));
    } else if (!LEVELS.contains(row.cell(2))) {
      faults.add(new Fault(file, row.line(), "level", "只能取 市、区、街道、社区"));
    } else if (row.cell(0).isEmpty() || row.cell(3).isEmpty()) {
      faults.add(new Fault(file, row.line(), row.cell(0).isEmpty() ? "unit" : "name", "缺少必填内容"));
    } else if (row.cell(3).length() > LONGEST_NAME) {
      faults.add(new Fault(file, row.line(), "name", "最多 " + LONGEST_NAME + " 个字符"));
    } else {
      String parent = row.cell(4).isEmpty() ? null : row.cell(4);
      Unit unit =
          new Unit(
              row.cell(0),
              kind,
              row.cell(2),
              row.cell(3),
              parent,
              span.from(),
              span.to(),
              List.of(),
              Set.of());
      if (units.putIfAbsent(unit.id(), unit) != null) {
        faults.add(new Fault(file, row.line(), "unit", "单位编号重复"));
      }
    }
  }

  /** Every unit leads to the top by its parents. */
  private void parents(List<CsvFile.Row> rows, String file, List<Fault> faults) {
    for (CsvFile.Row row : rows) {
      Unit unit = units.get(row.cell(0));
      if (unit == null || unit.parent() == null) {
        continue;
      }
      if (!units.containsKey(unit.parent())) {
        faults.add(new Fault(file, row.line(), "parent", "上级单位不在文件中：" + unit.parent()));
        continue;
      }
      Unit above = unit;
      for (int i = 0; i <= units.size() && above != null; i++) {
        above = above.parent() == null ? null : units.get(above.parent());
      }
      if (above != null) {
        faults.add(new Fault(file, row.line(), "parent", "上级单位绕回了自己"));
      }
    }
  }

  private static boolean filled(
      CsvFile.Row row, List<String> header, int columns, String file, List<Fault> faults) {
    for (int i = 0; i < columns; i++) {
      if (row.cell(i).isEmpty()) {
        faults.add(new Fault(file, row.line(), header.get(i), "缺少必填内容"));
        return false;
      }
    }
    return true;
  }

  private boolean is(
      Kind kind, CsvFile.Row row, int column, String field, String file, List<Fault> faults) {
    if (units.get(row.cell(column)).kind() == kind) {
      return true;
    }
    faults.add(new Fault(file, row.line(), field, kind == Kind.STATION ? "这个单位不是站" : "这个单位不是社区"));
    return false;
  }

  /** Two stations for one community on one day would leave open who takes in its cases. */
  private void overlap(CsvFile.Row row, String file, List<Fault> faults) {
    Served last = serves.get(serves.size() - 1);
    boolean twice =
        serves.stream()
            .limit(serves.size() - 1L)
            .anyMatch(s -> s.community().equals(last.community()) && s.span().meets(last.span()));
    if (twice) {
      faults.add(new Fault(file, row.line(), "community", "同一时期已由另一个站服务"));
    }
  }

  private boolean known(
      CsvFile.Row row, int column, String field, String file, List<Fault> faults) {
    if (units.containsKey(row.cell(column))) {
      return true;
    }
    faults.add(new Fault(file, row.line(), field, "单位不在 streets/units.csv 中：" + row.cell(column)));
    return false;
  }

  private static Span span(CsvFile.Row row, int column, String file, List<Fault> faults) {
    LocalDate[] ends = new LocalDate[2];
    for (int i = 0; i < 2; i++) {
      String text = row.cell(column + i);
      try {
        ends[i] = text.isEmpty() ? null : LocalDate.parse(text);
      } catch (DateTimeException e) {
        faults.add(new Fault(file, row.line(), i == 0 ? "from" : "to", "日期应写成 2026-01-01"));
      }
    }
    if (ends[0] != null && ends[1] != null && ends[1].isBefore(ends[0])) {
      faults.add(new Fault(file, row.line(), "to", "止日早于起日"));
    }
    return new Span(ends[0], ends[1]);
  }

  /** Whether some unit of that level goes by that name, at any time. */
  boolean has(String name, String level) {
    return units.values().stream()
        .filter(u -> u.level().equals(level))
        .anyMatch(
            u ->
                u.name().equals(name)
                    || aliases.stream()
                        .anyMatch(a -> a.unit().equals(u.id()) && a.text().equals(name)));
  }

  @Override
  public List<Unit> find(String text, LocalDate on) {
    return existing(on)
        .filter(
            u ->
                u.name().equals(text)
                    || u.aliases().contains(text)
                    || u.codes().stream().anyMatch(c -> c.code().equals(text)))
        .toList();
  }

  @Override
  public Optional<Unit> byCode(String scheme, String code, LocalDate on) {
    PlaceCode wanted = new PlaceCode(scheme, code);
    return existing(on).filter(u -> u.codes().contains(wanted)).findFirst();
  }

  @Override
  public Optional<Unit> serving(String communityId, LocalDate on) {
    String unit =
        serves.stream()
            .filter(s -> s.community().equals(communityId) && s.span().holds(on))
            .map(Served::station)
            .findFirst()
            .orElse(communityId);
    return existing(on).filter(u -> u.id().equals(unit)).findFirst();
  }

  @Override
  public List<Unit> all(Kind kind, LocalDate on) {
    return existing(on)
        .filter(u -> u.kind() == kind)
        .sorted(Comparator.comparing(Unit::id))
        .toList();
  }

  private Stream<Unit> existing(LocalDate on) {
    return units.values().stream()
        .filter(u -> new Span(u.from(), u.to()).holds(on))
        .map(u -> with(u, on));
  }

  private Unit with(Unit u, LocalDate on) {
    List<PlaceCode> own =
        codes.stream()
            .filter(c -> c.unit().equals(u.id()) && c.span().holds(on))
            .map(Coded::code)
            .toList();
    Set<String> names = new LinkedHashSet<>();
    aliases.stream()
        .filter(a -> a.unit().equals(u.id()) && a.span().holds(on))
        .forEach(a -> names.add(a.text()));
    return new Unit(
        u.id(), u.kind(), u.level(), u.name(), u.parent(), u.from(), u.to(), own, names);
  }
}
