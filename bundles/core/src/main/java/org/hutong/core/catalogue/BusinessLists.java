package org.hutong.core.catalogue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.core.rules.CsvFile;
import org.hutong.core.rules.Fault;
import org.jspecify.annotations.Nullable;

/**
 * The business lists of {@code catalogue/*.csv} that describe the catalogue without being
 * standards: the survey's draft, what it declares, the crosswalk and its register of systems. A
 * street may do without any of them; only the walls must be said.
 */
record BusinessLists(
    List<DraftRow> drafts,
    List<Declared> declared,
    List<Link> links,
    List<Figure> figures,
    List<SystemRow> systems,
    WallList walls) {
  static final BusinessLists NONE =
      new BusinessLists(List.of(), List.of(), List.of(), List.of(), List.of(), WallList.NONE);
  static final String SURVEY = "survey-2016";

  private static final List<String> DRAFT =
      List.of(
          ("code,layer,category,sub_class,item,item_en,wording,audience,deliverable,section,"
                  + "section_basis,naming,overlaps,note,part_of,status")
              .split(","));
  private static final List<String> DECLARED =
      List.of("scheme", "category", "what", "value", "basis");
  private static final List<String> CROSSWALK =
      List.of("scheme", "code", "to_scheme", "to_category", "share", "reviewer", "reviewed");
  private static final List<String> COUNTS = List.of("unit", "metric", "value", "basis");
  private static final List<String> SYSTEMS =
      List.of(
          ("sys_id,name_zh,aliases_in_survey,entry_kind,service_class,build_level,owner_builder,"
                  + "owner_basis,street,circulation_depth,depth_basis,connectable_per_survey,"
                  + "content_stated,survey_quote,problem_stated,standin")
              .split(","));

  /** A row of the draft. */
  record DraftRow(
      String code,
      String layer,
      String category,
      String name,
      String wording,
      String audience,
      String deliverable,
      String section,
      String sectionBasis,
      String naming,
      String note,
      String partOf) {}

  /** A number the survey or a street states; the empty category means the whole scheme. */
  record Declared(String scheme, String category, String what, int value) {}

  /** A link from an item or a class to a class of another scheme; without a reviewer in a draft. */
  record Link(
      String scheme,
      String code,
      String toScheme,
      String toCategory,
      int share,
      @Nullable String reviewer,
      @Nullable LocalDate reviewed) {}

  /** A figure as the survey prints it. */
  record Figure(String unit, String metric, String value) {}

  /** A system as the survey names it. */
  record SystemRow(
      String id,
      String name,
      List<String> aliases,
      String kind,
      String category,
      String level,
      String depth,
      String connectable) {}

  /**
   * Reads them.
   *
   * @param known whether the categories could be read whole
   */
  static BusinessLists read(
      Path config, Map<String, Map<String, String>> categories, boolean known, List<Fault> faults) {
    Path folder = config.resolve("catalogue");
    WallList walls = WallList.read(folder, categories.getOrDefault(SURVEY, Map.of()), known);
    faults.addAll(walls.faults());
    return new BusinessLists(
        drafts(folder, categories.getOrDefault(SURVEY, Map.of()), faults),
        declared(folder, categories, faults),
        links(folder, categories, faults),
        unique(rows(folder, "survey-counts.csv", COUNTS, faults), "survey-counts.csv", 2, faults)
            .stream()
            .map(r -> new Figure(r.cell(0), r.cell(1), r.cell(2)))
            .toList(),
        unique(rows(folder, "survey-systems.csv", SYSTEMS, faults), "survey-systems.csv", 1, faults)
            .stream()
            .map(
                r ->
                    new SystemRow(
                        r.cell(0),
                        r.cell(1),
                        r.cell(2).isEmpty() ? List.of() : List.of(r.cell(2).split(";")),
                        r.cell(3),
                        r.cell(4),
                        r.cell(5),
                        r.cell(9),
                        r.cell(11)))
            .toList(),
        walls);
  }

  private static List<CsvFile.Row> rows(
      Path folder, String name, List<String> header, List<Fault> faults) {
    return !Files.exists(folder.resolve(name))
        ? List.of()
        : CsvFile.read(folder.resolve(name), "catalogue/" + name, header, faults);
  }

  /** Rows whose first cells, the key, are there and stand once. */
  private static List<CsvFile.Row> unique(
      List<CsvFile.Row> rows, String name, int key, List<Fault> faults) {
    Set<List<String>> taken = new HashSet<>();
    for (CsvFile.Row row : rows) {
      List<String> cells = row.cells().subList(0, key);
      String column = (name.contains("counts") ? COUNTS : SYSTEMS).get(key - 1);
      if (cells.contains("")) {
        faults.add(new Fault("catalogue/" + name, row.line(), column, "缺少必填内容"));
      } else if (!taken.add(cells)) {
        faults.add(new Fault("catalogue/" + name, row.line(), column, "与前面的行重复"));
      }
    }
    return rows;
  }

  private static List<DraftRow> drafts(
      Path folder, Map<String, String> classes, List<Fault> faults) {
    String name = "catalogue/draft.csv";
    List<DraftRow> drafts = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    for (CsvFile.Row r : rows(folder, "draft.csv", DRAFT, faults)) {
      if (r.cell(0).isEmpty() || !codes.add(r.cell(0))) {
        faults.add(
            new Fault(name, r.line(), "code", r.cell(0).isEmpty() ? "缺少编号" : "编号重复：" + r.cell(0)));
      } else if (!r.cell(1).equals("street") && !r.cell(1).equals("community")) {
        faults.add(new Fault(name, r.line(), "layer", "只能取 street 或 community"));
      } else if (!classes.containsKey(r.cell(2))) {
        faults.add(new Fault(name, r.line(), "category", "分类不在 catalogue/categories.csv 中"));
      } else if (r.cell(4).isEmpty()) {
        faults.add(new Fault(name, r.line(), "item", "缺少事项名称"));
      } else if (!r.cell(15).equals("draft")) {
        faults.add(new Fault(name, r.line(), "status", "草案的状态只能取 draft；定稿的事项写成 items/ 中的标准"));
      } else {
        drafts.add(
            new DraftRow(
                r.cell(0),
                r.cell(1),
                r.cell(2),
                r.cell(4),
                r.cell(6),
                r.cell(7),
                r.cell(8),
                r.cell(9),
                r.cell(10),
                r.cell(11),
                r.cell(13),
                r.cell(14)));
      }
    }
    drafts.stream()
        .filter(d -> !d.partOf().isEmpty() && !codes.contains(d.partOf()))
        .forEach(d -> faults.add(new Fault(name, 0, "part_of", d.code() + " 所属的事项不在草案中")));
    return List.copyOf(drafts);
  }

  private static List<Declared> declared(
      Path folder, Map<String, Map<String, String>> categories, List<Fault> faults) {
    String name = "catalogue/declared.csv";
    List<Declared> declared = new ArrayList<>();
    Set<List<String>> taken = new HashSet<>();
    for (CsvFile.Row r : rows(folder, "declared.csv", DECLARED, faults)) {
      String category = r.cell(1);
      if (!category.isEmpty()
          && !categories.getOrDefault(r.cell(0), Map.of()).containsKey(category)) {
        faults.add(new Fault(name, r.line(), "category", "分类不在 catalogue/categories.csv 中"));
      } else if (!r.cell(3).matches("[0-9]{1,6}")) {
        faults.add(new Fault(name, r.line(), "value", "应为不小于 0 的整数，用半角数字"));
      } else if (!taken.add(r.cells().subList(0, 3))) {
        faults.add(new Fault(name, r.line(), "what", "同一分类的同一数字重复"));
      } else {
        int value = Integer.parseInt(r.cell(3));
        declared.add(new Declared(r.cell(0), category, r.cell(2), value));
      }
    }
    return List.copyOf(declared);
  }

  private static List<Link> links(
      Path folder, Map<String, Map<String, String>> categories, List<Fault> faults) {
    String name = "catalogue/crosswalk.csv";
    List<Link> links = new ArrayList<>();
    Set<List<String>> taken = new HashSet<>();
    for (CsvFile.Row r : rows(folder, "crosswalk.csv", CROSSWALK, faults)) {
      if (!categories.containsKey(r.cell(0))) {
        faults.add(new Fault(name, r.line(), "scheme", "分类体系不在 catalogue/categories.csv 中"));
      } else if (r.cell(1).isEmpty()) {
        faults.add(new Fault(name, r.line(), "code", "缺少事项或分类的编号"));
      } else if (!categories.getOrDefault(r.cell(2), Map.of()).containsKey(r.cell(3))) {
        faults.add(new Fault(name, r.line(), "to_category", "分类不在 catalogue/categories.csv 中"));
      } else if (!r.cell(4).matches("[1-9][0-9]{0,3}")) {
        faults.add(new Fault(name, r.line(), "share", "份额应为 1 到 9999 的整数，用半角数字"));
      } else if (!taken.add(r.cells().subList(0, 4))) {
        faults.add(new Fault(name, r.line(), "code", "同一对应关系重复"));
      } else if (r.cell(5).isEmpty() != r.cell(6).isEmpty() || !dated(r.cell(6))) {
        faults.add(new Fault(name, r.line(), "reviewed", "审核人和审核日期应同时填写，日期写成 2026-01-01；草案两者都空"));
      } else {
        int share = Integer.parseInt(r.cell(4));
        boolean draft = r.cell(5).isEmpty();
        links.add(
            new Link(
                r.cell(0),
                r.cell(1),
                r.cell(2),
                r.cell(3),
                share,
                draft ? null : r.cell(5),
                draft ? null : LocalDate.parse(r.cell(6))));
      }
    }
    return List.copyOf(links);
  }

  private static boolean dated(String text) {
    try {
      return text.isEmpty() || LocalDate.parse(text).getYear() > 2000;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
