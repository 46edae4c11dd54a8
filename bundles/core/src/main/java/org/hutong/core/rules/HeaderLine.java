package org.hutong.core.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Says what is wrong with a list's header line, so that a business person can mend it. */
final class HeaderLine {
  private HeaderLine() {}

  static boolean fits(List<String> found, List<String> header, String name, List<Fault> faults) {
    List<String> cells = new ArrayList<>(found);
    while (cells.size() > header.size() && cells.get(cells.size() - 1).isBlank()) {
      cells.remove(cells.size() - 1);
    }
    if (cells.equals(header)) {
      return true;
    }
    faults.add(wrong(cells, header, name));
    return false;
  }

  private static Fault wrong(List<String> cells, List<String> header, String name) {
    String whole = String.join(",", cells);
    for (String separator : List.of("\t", ";", "；", "，", "|")) {
      if (cells.size() < header.size() && whole.contains(separator)) {
        String zh = separator.equals("\t") ? "制表符" : "“" + separator + "”";
        return new Fault(name, 1, "", "列之间应为英文逗号，文件用的是" + zh + "；请另存为“CSV（逗号分隔）”");
      }
    }
    List<String> missing = header.stream().filter(h -> !cells.contains(h)).toList();
    List<String> extra = cells.stream().filter(c -> !header.contains(c)).toList();
    if (!missing.isEmpty() && !extra.isEmpty()) {
      return new Fault(
          name, 1, missing.get(0), "首行没有列 " + join(missing) + "，却有不认识的列 " + join(extra));
    }
    if (!missing.isEmpty()) {
      return new Fault(name, 1, missing.get(0), "首行缺少列 " + join(missing));
    }
    if (!extra.isEmpty()) {
      return new Fault(name, 1, extra.get(0), "首行多出不认识的列 " + join(extra));
    }
    boolean twice = new HashSet<>(cells).size() < cells.size();
    return new Fault(name, 1, "", (twice ? "首行有重复的列，应为 " : "首行列的顺序应为 ") + String.join(",", header));
  }

  private static String join(List<String> columns) {
    return String.join("、", columns.stream().map(c -> c.isBlank() ? "（空）" : c).toList());
  }
}
