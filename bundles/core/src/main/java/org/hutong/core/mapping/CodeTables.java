package org.hutong.core.mapping;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hutong.core.rules.CsvFile;
import org.hutong.core.rules.Fault;
import org.hutong.core.rules.NotMapped;
import org.jspecify.annotations.Nullable;

/**
 * A system's code tables, {@code codes.csv} in its folder: {@code set,value,code}. The value {@code
 * *} stands for every value that has no row of its own.
 */
record CodeTables(Map<String, Map<String, String>> sets) {
  static final String FILE = "codes.csv";
  private static final List<String> HEADER = List.of("set", "value", "code");

  static CodeTables read(Path folder, String name, List<Fault> faults) {
    Path file = folder.resolve(FILE);
    Map<String, Map<String, String>> sets = new HashMap<>();
    if (Files.exists(file)) {
      for (CsvFile.Row row : CsvFile.read(file, name, HEADER, faults)) {
        int empty = row.cells().indexOf("");
        if (empty >= 0) {
          faults.add(new Fault(name, row.line(), HEADER.get(empty), "缺少必填内容"));
        }
        Map<String, String> set = sets.computeIfAbsent(row.cell(0), s -> new HashMap<>());
        if (set.put(row.cell(1), row.cell(2)) != null) {
          faults.add(new Fault(name, row.line(), "value", "同一代码表的同一取值重复"));
        }
      }
    }
    return new CodeTables(sets);
  }

  /** The one value that has this code; throws {@link NotMapped} for none and for several. */
  String value(@Nullable Object set, @Nullable Object code) {
    List<String> values =
        sets.getOrDefault(String.valueOf(set), Map.of()).entrySet().stream()
            .filter(e -> e.getValue().equals(String.valueOf(code)) && !e.getKey().equals("*"))
            .map(Map.Entry::getKey)
            .toList();
    if (values.size() != 1) {
      throw new NotMapped("代码表 " + set + " 中该代码" + (values.isEmpty() ? "没有对应的取值" : "对应几个取值"));
    }
    return values.get(0);
  }

  /** The code of a value; throws {@link NotMapped} that names the set. */
  String code(@Nullable Object set, @Nullable Object value) {
    Map<String, String> codes = sets.get(String.valueOf(set));
    if (codes == null) {
      throw new NotMapped("没有代码表 " + set);
    }
    String code = codes.get(String.valueOf(value));
    code = code == null ? codes.get("*") : code;
    if (code == null) {
      throw new NotMapped("代码表 " + set + " 中没有对应的代码");
    }
    return code;
  }
}
