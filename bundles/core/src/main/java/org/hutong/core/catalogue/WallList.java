package org.hutong.core.catalogue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hutong.catalogue.CatalogueReports.Wall;
import org.hutong.core.rules.CsvFile;
import org.hutong.core.rules.Fault;

/**
 * {@code catalogue/walls.csv}: what is in no other section's counts (隔离事项). Unlike the other lists
 * it must be there: a street without walls keeps its first line.
 *
 * @param rows the walls that could be read; with a fault others may be missing
 * @param faults what is wrong with the list itself, or worth knowing
 */
record WallList(List<Wall> rows, List<Fault> faults) {
  static final WallList NONE = new WallList(List.of(), List.of());
  private static final String NAME = "catalogue/walls.csv";
  private static final List<String> HEADER = List.of("code", "owner", "basis");

  /**
   * Reads it.
   *
   * @param known whether the classes could be read whole; if not, a row is not held against them
   */
  static WallList read(Path folder, Map<String, String> classes, boolean known) {
    Path file = folder.resolve("walls.csv");
    List<Fault> faults = new ArrayList<>();
    if (Files.notExists(file)) {
      faults.add(new Fault(NAME, 0, "", "缺少这个文件；没有隔离事项的，也应保留首行 " + String.join(",", HEADER)));
      return new WallList(List.of(), List.copyOf(faults));
    }
    List<Wall> walls = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    for (CsvFile.Row r : CsvFile.read(file, NAME, HEADER, faults)) {
      int empty = r.cells().indexOf("");
      if (empty >= 0) {
        faults.add(new Fault(NAME, r.line(), HEADER.get(empty), "不能为空"));
      } else if (!codes.add(r.cell(0))) {
        faults.add(new Fault(NAME, r.line(), "code", "编号重复"));
      } else {
        if (known && !classes.containsKey(r.cell(0).split("-", 2)[0])) {
          faults.add(new Fault(NAME, r.line(), "code", "应为 survey-2016 的分类或事项编号"));
        }
        walls.add(new Wall(r.cell(0), r.cell(1), r.cell(2)));
      }
    }
    return new WallList(List.copyOf(walls), List.copyOf(faults));
  }

  /** What is wrong with it, as a line; with this a wall may be missing. */
  Optional<String> wrong() {
    return faults.stream().filter(f -> !f.note()).findFirst().map(Fault::line);
  }
}
