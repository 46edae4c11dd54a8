package org.hutong.core.catalogue;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hutong.catalogue.CatalogueReports.Fill;
import org.hutong.catalogue.CatalogueReports.SurveyLine;
import org.hutong.catalogue.CatalogueReports.Verdict;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.catalogue.Units;
import org.hutong.catalogue.Units.Unit;
import org.hutong.core.catalogue.BusinessLists.Declared;
import org.hutong.core.catalogue.BusinessLists.SystemRow;
import org.hutong.core.catalogue.CatalogueFiles.Snapshot;
import org.hutong.kernel.WorkingDays;

/**
 * The survey's own figures, recomputed from the loaded files: I1 to I20 of the requirements. What
 * is stated stands beside what is loaded; what has no name stays without.
 */
final class SurveyReport {
  private static final List<String> MAIN = List.of("MZ", "SB", "CZ", "JS");
  private static final List<String> OTHER = List.of("QX", "SH", "CG", "ZZ", "DQ");
  private static final List<String> STREETS = List.of("天桥", "德胜", "西长安街", "广内");

  private static final Pattern PERIOD =
      Pattern.compile("items ([0-9]{4}-[0-9]{2})\\.\\.([0-9]{4}-[0-9]{2})");

  private final Snapshot now;
  private final WorkingDays calendar;
  private final LocalDate today;
  private final Map<String, Fill> fill;
  private final List<SurveyLine> lines = new ArrayList<>();

  SurveyReport(Snapshot now, WorkingDays calendar, LocalDate today) {
    this.now = now;
    this.calendar = calendar;
    this.today = today;
    this.fill = Reports.fill(now).stream().collect(Collectors.toMap(Fill::category, f -> f));
  }

  List<SurveyLine> lines() {
    items();
    usages();
    levels();
    register();
    depths();
    schemes();
    named();
    station();
    organisations();
    wordings();
    return List.copyOf(lines);
  }

  private void line(String check, String subject, Object declared, Object loaded, Verdict verdict) {
    lines.add(
        new SurveyLine(check, subject, String.valueOf(declared), String.valueOf(loaded), verdict));
  }

  private void equal(String check, String subject, int declared, int loaded) {
    boolean agrees = declared == loaded;
    line(check, subject, declared, loaded, agrees ? Verdict.AGREES : Verdict.DIFFERS);
  }

  private int items(List<String> classes) {
    return classes.stream().mapToInt(c -> Reports.declared(now, c, "items")).sum();
  }

  private void items() {
    int other = Reports.declared(now, "", "other-items");
    equal("I1", "其他类五组之和", other, items(OTHER));
    equal("I1", "街道五类之和", Reports.declared(now, "", "street-items"), items(MAIN) + other);
    equal(
        "I1",
        "社区事项：依法履行加依法协助",
        Reports.declared(now, "SQ", "items"),
        Reports.declared(now, "SQ", "own-duties") + Reports.declared(now, "SQ", "assisting"));
    line("I1", "街道层面末级组数", "未说明", MAIN.size() + OTHER.size(), Verdict.UNNAMED);
  }

  private Optional<String> figure(String unit, String metric) {
    return now.lists().figures().stream()
        .filter(f -> f.unit().equals(unit) && f.metric().equals(metric))
        .map(BusinessLists.Figure::value)
        .findFirst();
  }

  /** A figure's digits; 0 where it is not loaded. */
  private int number(String unit, String metric) {
    String digits = figure(unit, metric).orElse("0").replaceAll("[^0-9].*", "");
    int factor = figure(unit, metric).orElse("").matches("[0-9]+万.*") ? 10_000 : 1;
    return digits.isEmpty() ? 0 : Integer.parseInt(digits) * factor;
  }

  private void usages() {
    for (String street : STREETS) {
      int parts = number(street, "市区街") + number(street, "社区层面使用");
      equal("I2", street + "系统数：市区街加社区", number(street, "systems total"), parts);
    }
    int usages = STREETS.stream().mapToInt(s -> number(s, "systems total")).sum();
    equal("I2", "系统总数与四街道之和（使用次数）", number("四街道", "distinct systems"), usages);
  }

  private void levels() {
    int plain =
        Stream.of("民政为老类", "社会保障类", "卫生计生类", "其他类").mapToInt(c -> number(c, "systems")).sum();
    int total = number("四街道", "distinct systems");
    int modules = (int) systems(s -> s.kind().startsWith("module")).count();
    equal("I3", "各类系统之和，残联门户不计", total, plain);
    equal("I3", "各类系统之和，残联门户计为1", total, plain + 1);
    equal("I3", "各类系统之和，残联门户按" + modules + "个模块计", total, plain + modules);
    int[] district = range("民政为老类", "of these 区级");
    int rest =
        number("社会保障类", "of these 区级")
            + number("卫生计生类", "of these 区级")
            + number("其他类", "of these 区、街");
    line(
        "I4",
        "区、街建设的系统",
        figure("all classes", "区+街 built").orElse("未载入"),
        (district[0] + rest) + "-" + (district[1] + rest),
        verdict(
            figure("all classes", "区+街 built"), (district[0] + rest) + "-" + (district[1] + rest)));
    long ready = systems(s -> s.connectable().equals("yes")).count();
    line("I4", "已具备对接条件且有名称的系统", "如…等，未列全", ready, Verdict.UNNAMED);
  }

  private static Verdict verdict(Optional<String> declared, String loaded) {
    return declared.equals(Optional.of(loaded)) ? Verdict.AGREES : Verdict.DIFFERS;
  }

  private int[] range(String unit, String metric) {
    int[] ends =
        Arrays.stream(figure(unit, metric).orElse("0").split("-"))
            .filter(t -> t.matches("[0-9]+"))
            .mapToInt(Integer::parseInt)
            .toArray();
    return ends.length == 2 ? ends : new int[] {number(unit, metric), number(unit, metric)};
  }

  private Stream<SystemRow> systems(Predicate<SystemRow> which) {
    return now.lists().systems().stream().filter(which);
  }

  private static String names(Stream<SystemRow> systems) {
    return systems.map(s -> s.id() + s.name()).collect(Collectors.joining("、"));
  }

  private void register() {
    int declared = number("社会保障类", "of these 区级");
    List<SystemRow> social =
        systems(s -> s.level().equals("区") && s.category().contains("社会保障类")).toList();
    line(
        "I5",
        "社会保障类中区级建设的系统",
        declared + "（区民政局）",
        social.size() + "：" + names(social.stream()),
        social.size() == declared ? Verdict.AGREES : Verdict.DIFFERS);
    line(
        "I6",
        "归入两类的系统",
        "未说明",
        names(systems(s -> s.category().contains(" or "))),
        Verdict.UNNAMED);
    List<SystemRow> national = systems(s -> s.level().contains("国家")).toList();
    line(
        "I8", "国家部委建设的系统", "少数", national.size() + "：" + names(national.stream()), Verdict.UNNAMED);
    SystemRow most =
        systems(s -> true)
            .max((a, b) -> Integer.compare(a.aliases().size(), b.aliases().size()))
            .orElse(null);
    line(
        "I15",
        "同一系统的名称数",
        "1",
        most == null ? "未载入" : most.aliases().size() + "：" + most.name(),
        most != null && most.aliases().size() <= 1 ? Verdict.AGREES : Verdict.DIFFERS);
  }

  /** At most so many systems as one street lacks can be four-level elsewhere and absent there. */
  private void depths() {
    int absent = number("四街道", "distinct systems") - number("天桥", "systems total");
    for (String street : List.of("德胜", "广内")) {
      int least = number(street, "社区层面使用") - absent - number("天桥", "社区层面使用");
      line(
          "I7",
          "在" + street + "到社区、在天桥止于街道的系统",
          "0（若贯通是系统的属性）",
          "至少" + Math.max(0, least),
          least > 0 ? Verdict.DIFFERS : Verdict.AGREES);
    }
    Set<String> ladders =
        systems(s -> true)
            .flatMap(s -> Arrays.stream(s.depth().split("[;（(]")))
            .map(t -> t.replaceAll("[^市区街居社道网格-]", "").replaceAll("^-+|-+$", ""))
            .filter(t -> t.startsWith("市-") || t.startsWith("区-"))
            .map(t -> t.startsWith("市-") ? "市-区-街-居" : "区-街-社区-网格")
            .collect(Collectors.toCollection(TreeSet::new));
    line(
        "I9",
        "“四级”的含义",
        "1",
        ladders.size() + "：" + String.join("、", ladders),
        ladders.size() == 1 ? Verdict.AGREES : Verdict.DIFFERS);
  }

  private void schemes() {
    List<String> said =
        now.schemes().stream()
            .map(s -> declared(s.code(), "classes") + "类/" + declared(s.code(), "items") + "项")
            .toList();
    line(
        "I10",
        "分类体系（类/项）",
        String.join("、", said),
        now.lists().links().size() + " 条对应关系",
        now.lists().links().isEmpty() ? Verdict.UNNAMED : Verdict.DIFFERS);
    for (String category : OTHER) {
      Fill f = fill.get(category);
      if (f != null) {
        equal("I11", f.name() + "：项数与原文短语数", f.declared(), f.named());
      }
    }
  }

  /** The whole scheme's number where it is stated, else the sum of its classes. */
  private String declared(String scheme, String what) {
    List<Declared> rows =
        now.lists().declared().stream()
            .filter(d -> d.scheme().equals(scheme) && d.what().equals(what))
            .toList();
    return rows.isEmpty() ? "?" : String.valueOf(rows.stream().mapToInt(Declared::value).sum());
  }

  private void named() {
    int street =
        Stream.concat(MAIN.stream(), OTHER.stream())
            .map(fill::get)
            .mapToInt(f -> f == null ? 0 : Math.min(f.declared(), f.named()))
            .sum();
    int declared = Reports.declared(now, "", "street-items");
    line(
        "I12",
        "街道事项中有名称的",
        declared,
        "至多" + street + "，待补" + (declared - street),
        street == declared ? Verdict.AGREES : Verdict.UNNAMED);
    Fill community = fill.get("SQ");
    if (community != null) {
      line(
          "I12",
          "社区事项中有名称的",
          community.declared(),
          community.named() + "，待补" + community.toFill(),
          community.toFill() == 0 ? Verdict.AGREES : Verdict.UNNAMED);
    }
  }

  private void station() {
    // The metric's own name says the period: items 2015-07..2016-09.
    BusinessLists.Figure taken =
        now.lists().figures().stream()
            .filter(f -> f.unit().equals("天桥东经路站") && PERIOD.matcher(f.metric()).matches())
            .findFirst()
            .orElse(null);
    if (taken == null) {
      line("I13", "日均件数", "未载入", "未载入", Verdict.UNNAMED);
      return;
    }
    int items = number(taken.unit(), taken.metric());
    Matcher period = PERIOD.matcher(taken.metric());
    period.matches();
    LocalDate from = YearMonth.parse(period.group(1)).atDay(1);
    LocalDate to = YearMonth.parse(period.group(2)).plusMonths(1).atDay(1);
    List<LocalDate> days = from.datesUntil(to).toList();
    long worked = days.stream().filter(d -> calendar.isWorkingDay(d).orElse(Boolean.FALSE)).count();
    String visits = figure("天桥东经路站", "visits per day").orElse("未载入");
    if (worked > 0) {
      line(
          "I13",
          "日均件数：" + days.size() + "个自然日、" + worked + "个工作日",
          visits,
          Math.round((double) items / days.size())
              + "/自然日、"
              + Math.round((double) items / worked)
              + "/工作日",
          Verdict.DIFFERS);
    } else {
      line("I13", "日均件数", visits, "没有该时期的日历", Verdict.UNNAMED);
    }
    int persons = number("天桥东经路站", "person records");
    int residents = number("天桥东经路站", "residents served");
    if (persons > 0 && residents > 0) {
      line(
          "I14",
          "人口记录与件数",
          persons + "余",
          String.format(
              java.util.Locale.ROOT,
              "约占居民%d%%，每人%.1f件",
              persons * 100 / residents,
              (double) items / persons),
          Verdict.UNNAMED);
    }
  }

  private void organisations() {
    Units units = now.units();
    List<Unit> same = units.find("社会办", today);
    line(
        "I16",
        "“社会办”所指的单位",
        1,
        same.size()
            + "："
            + same.stream().map(u -> u.level() + u.name()).collect(Collectors.joining("、")),
        same.size() == 1 ? Verdict.AGREES : Verdict.DIFFERS);
    for (String name : STREETS) {
      units.find(name, today).stream()
          .filter(u -> u.kind() == Units.Kind.STREET)
          .findFirst()
          .ifPresent(street -> communities(name, street));
    }
    long names =
        units.find("东经路社区服务站", today).stream()
            .flatMap(u -> u.aliases().stream())
            .filter(a -> a.contains("居"))
            .count();
    line("I18", "“一站多居”的说法", "一站多居", names + "种", names == 1 ? Verdict.AGREES : Verdict.DIFFERS);
  }

  private void communities(String name, Unit street) {
    int loaded =
        (int)
            now.units().all(Units.Kind.COMMUNITY, today).stream()
                .filter(c -> street.id().equals(c.parent()))
                .count();
    String stated = figure("天桥东经路站", "communities served").orElse("");
    if (name.equals("天桥") && stated.matches(".* of [0-9]+")) {
      equal("I17", name + "的社区数", Integer.parseInt(stated.replaceAll(".* of ", "")), loaded);
    } else {
      line("I17", name + "的社区数", "未说明", loaded, Verdict.UNNAMED);
    }
  }

  private void wordings() {
    Item aid = now.newest().get(new ItemRef(BusinessLists.SURVEY, "MZ-28", 0));
    // Whose it is by the survey, with the words by which the disputed row is marked.
    String said =
        now.lists().drafts().stream()
            .filter(d -> d.code().equals("MZ-28") || d.partOf().equals("MZ-28"))
            .map(d -> d.section() + (d.sectionBasis().contains("disputed") ? "（有异议）" : ""))
            .collect(Collectors.joining("；"));
    line(
        "I19",
        "临时救助的初审与终审",
        said,
        aid == null
            ? "未载入"
            : aid.steps().stream().map(s -> s.no() + s.unit()).collect(Collectors.joining("、")),
        aid == null ? Verdict.UNNAMED : Verdict.DIFFERS);
    List<String> slips =
        now.lists().drafts().stream()
            .filter(d -> d.note().contains("slip"))
            .map(d -> d.code() + d.wording())
            .toList();
    line("I20", "原文疑似笔误", "原文照录", slips.size() + "：" + String.join("、", slips), Verdict.UNNAMED);
  }
}
