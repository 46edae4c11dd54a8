package org.hutong.core.catalogue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.catalogue.CatalogueReports.Wall;
import org.hutong.core.rules.CsvFile;
import org.hutong.core.rules.Fault;

/** {@code catalogue/walls.csv}: what is in no other section's counts (隔离事项). */
final class WallList {
  private static final String NAME = "catalogue/walls.csv";
  private static final List<String> HEADER = List.of("code", "owner", "basis");

  private WallList() {}

  static List<Wall> read(Path folder, Map<String, String> classes, List<Fault> faults) {
    Path file = folder.resolve("walls.csv");
    List<Wall> walls = new ArrayList<>();
    if (!Files.exists(file)) {
      return walls;
    }
    Set<String> codes = new HashSet<>();
    for (CsvFile.Row r : CsvFile.read(file, NAME, HEADER, faults)) {
      String code = r.cell(0);
      int dash = code.indexOf('-');
      if (!classes.containsKey(dash < 0 ? code : code.substring(0, dash))) {
        faults.add(new Fault(NAME, r.line(), "code", "应为 survey-2016 的分类或事项编号"));
      } else if (!codes.add(code)) {
        faults.add(new Fault(NAME, r.line(), "code", "编号重复"));
      } else if (r.cell(1).isEmpty() || r.cell(2).isEmpty()) {
        String column = r.cell(1).isEmpty() ? "owner" : "basis";
        faults.add(new Fault(NAME, r.line(), column, "不能为空"));
      } else {
        walls.add(new Wall(code, r.cell(1), r.cell(2)));
      }
    }
    return List.copyOf(walls);
  }
}
