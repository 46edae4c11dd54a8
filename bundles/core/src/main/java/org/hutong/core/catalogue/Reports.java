package org.hutong.core.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hutong.casework.Ruling;
import org.hutong.catalogue.CatalogueReports;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.core.catalogue.BusinessLists.Declared;
import org.hutong.core.catalogue.BusinessLists.DraftRow;
import org.hutong.core.catalogue.BusinessLists.Link;
import org.hutong.core.catalogue.CatalogueFiles.Snapshot;

/** Reports on the catalogue in force, each worked out when it is asked for. */
final class Reports implements CatalogueReports {
  private static final Comparator<ItemRef> BY_CODE =
      Comparator.comparing(ItemRef::scheme)
          .thenComparing(ItemRef::code)
          .thenComparing(ItemRef::version);

  /** Words by which a standard names whichever community or station a case belongs to. */
  private static final Set<String> COMMUNITYS_OWN = Set.of("社区", "社区服务站", "社区居委会");

  private final CatalogueFiles files;

  Reports(CatalogueFiles files) {
    this.files = files;
  }

  @Override
  public List<Draft> drafts() {
    Snapshot now = files.current();
    Set<String> standards = standards(now).keySet();
    return now.lists().drafts().stream()
        .map(
            d ->
                new Draft(
                    d.code(),
                    d.category(),
                    d.name(),
                    d.wording(),
                    d.audience(),
                    d.deliverable(),
                    d.section(),
                    d.sectionBasis(),
                    d.partOf().isEmpty() ? null : d.partOf(),
                    d.note(),
                    standards.contains(d.code())))
        .toList();
  }

  private static Map<String, Item> standards(Snapshot now) {
    Map<String, Item> standards = new LinkedHashMap<>();
    now.newest().values().stream()
        .filter(i -> i.ref().scheme().equals(BusinessLists.SURVEY))
        .forEach(i -> standards.put(i.ref().code(), i));
    return standards;
  }

  @Override
  public List<Fill> fill() {
    return fill(files.current());
  }

  static List<Fill> fill(Snapshot now) {
    Map<String, Item> standards = standards(now);
    List<Fill> fill = new ArrayList<>();
    now.categories()
        .getOrDefault(BusinessLists.SURVEY, Map.of())
        .forEach(
            (category, name) -> {
              Set<String> named =
                  now.lists().drafts().stream()
                      .filter(d -> d.category().equals(category) && d.partOf().isEmpty())
                      .map(DraftRow::code)
                      .collect(Collectors.toCollection(TreeSet::new));
              List<String> own =
                  standards.values().stream()
                      .filter(i -> i.category().equals(category))
                      .map(i -> i.ref().code())
                      .toList();
              named.addAll(own);
              int declared = declared(now, category, "items");
              int left = declared - named.size();
              fill.add(
                  new Fill(
                      category,
                      name,
                      declared,
                      named.size(),
                      own.size(),
                      Math.max(0, left),
                      Math.max(0, -left)));
            });
    return List.copyOf(fill);
  }

  /** What the survey states of a class, or of the whole scheme for the empty category. */
  static int declared(Snapshot now, String category, String what) {
    return now.lists().declared().stream()
        .filter(d -> d.scheme().equals(BusinessLists.SURVEY))
        .filter(d -> d.category().equals(category) && d.what().equals(what))
        .mapToInt(Declared::value)
        .sum();
  }

  @Override
  public List<Owner> owners() {
    Snapshot now = files.current();
    Map<String, Item> standards = standards(now);
    List<Ruling> rulings = files.rulings();
    List<Owner> owners = new ArrayList<>();
    standards.values().forEach(item -> owners.addAll(owners(item, now.units(), rulings)));
    for (DraftRow row : now.lists().drafts()) {
      String level = row.layer().equals("community") ? "社区" : "街道";
      if (several(row.section())) {
        owners.add(new Owner(row.code(), row.name(), 0, level, Owners.TWO_OWNERS, row.section()));
      } else if (!standards.containsKey(row.code()) && !row.sectionBasis().startsWith("stated")) {
        String says = row.section().isEmpty() ? "原文未说明" : row.section() + "（按类别推定，原文未说明）";
        owners.add(new Owner(row.code(), row.name(), 0, level, Owners.NO_OWNER, says));
      }
    }
    return List.copyOf(owners);
  }

  /** Step by step: who, at which level, by which document and of which day. */
  private static List<Owner> owners(Item item, UnitFiles units, List<Ruling> rulings) {
    List<Owner> owners = new ArrayList<>();
    for (Item.StepRule step : item.steps()) {
      Optional<Ruling> last = last(rulings, item.ref(), step.no());
      if (last.isPresent() && !last.get().unit().equals(step.unit())) {
        // Whatever is unclear in the file: this one counts.
        owners.add(owner(item, step, Owners.DETERMINED, says(last.get(), step)));
        continue;
      }
      if (several(step.unit())) {
        owners.add(owner(item, step, Owners.TWO_OWNERS, step.unit()));
      } else if (!COMMUNITYS_OWN.contains(step.unit()) && !units.has(step.unit(), step.level())) {
        owners.add(
            owner(item, step, Owners.NOT_AT_LEVEL, step.level() + "层级没有单位“" + step.unit() + "”"));
      }
      if (step.basis() == null) {
        owners.add(owner(item, step, Owners.NO_OWNER, step.unit() + "：没有依据"));
      } else if (step.basisDate() == null) {
        owners.add(owner(item, step, Owners.UNDATED, step.basis()));
      }
    }
    return owners;
  }

  /** The ruling with the latest day, of the same day the later made: they come newest first. */
  private static Optional<Ruling> last(List<Ruling> rulings, ItemRef item, int step) {
    return rulings.stream()
        .filter(r -> r.step() == step && r.code().equals(item.code()))
        .filter(r -> r.scheme().equals(item.scheme()))
        .reduce((newer, older) -> older.from().isAfter(newer.from()) ? older : newer);
  }

  private static String says(Ruling ruling, Item.StepRule step) {
    return "自 %s 起由%s办理（权责认定），标准仍写%s".formatted(ruling.from(), ruling.unit(), step.unit());
  }

  private static Owner owner(Item item, Item.StepRule step, Owners owners, String says) {
    return new Owner(item.ref().code(), item.name(), step.no(), step.level(), owners, says);
  }

  @Override
  public List<Deviated> deviations() {
    return files.current().all().values().stream()
        .sorted(Comparator.comparing(Item::ref, BY_CODE))
        .flatMap(i -> i.deviations().stream().map(d -> new Deviated(i.ref(), i.name(), d)))
        .toList();
  }

  @Override
  public List<Linked> links() {
    Snapshot now = files.current();
    return now.lists().links().stream()
        .map(
            l ->
                new Linked(
                    l.scheme(),
                    l.code(),
                    name(now, l.scheme(), l.code()),
                    l.toScheme(),
                    l.toCategory(),
                    now.categories().get(l.toScheme()).get(l.toCategory()),
                    l.share(),
                    l.reviewer(),
                    l.reviewed()))
        .toList();
  }

  /** What a link's code names: a class, a standard or a row of the draft. */
  private static String name(Snapshot now, String scheme, String code) {
    String category = now.categories().getOrDefault(scheme, Map.of()).get(code);
    Item item = now.newest().get(new ItemRef(scheme, code, 0));
    if (category != null || item != null) {
      return category == null ? item.name() : category;
    }
    return now.lists().drafts().stream()
        .filter(d -> d.code().equals(code))
        .map(DraftRow::name)
        .findFirst()
        .orElse("");
  }

  /** 初审录入:街道社保所; 终审上报:民政科. A slash joins two names of one unit. */
  private static boolean several(String unit) {
    return unit.contains(";") || unit.contains("；") || unit.contains("、");
  }

  @Override
  public Diff diff() {
    Map<ItemRef, Item> now = files.current().all();
    Map<ItemRef, Item> next = files.onDisk().all();
    return new Diff(
        next.keySet().stream().filter(r -> !now.containsKey(r)).sorted(BY_CODE).toList(),
        next.keySet().stream()
            .filter(r -> now.containsKey(r) && !now.get(r).equals(next.get(r)))
            .sorted(BY_CODE)
            .toList(),
        now.keySet().stream().filter(r -> !next.containsKey(r)).sorted(BY_CODE).toList());
  }

  @Override
  public InForce inForce() {
    Snapshot now = files.current();
    return new InForce(now.digest(), now.newest().size());
  }

  @Override
  public List<Counted> counted(String toScheme, Map<String, Long> cases) {
    Snapshot now = files.current();
    Map<String, Long> counted = new LinkedHashMap<>();
    Map<String, String> names = now.categories().getOrDefault(toScheme, Map.of());
    names.keySet().forEach(category -> counted.put(category, 0L));
    cases.forEach(
        (code, number) -> {
          List<Link> links = links(now, code, toScheme);
          long whole = links.stream().mapToLong(Link::share).sum();
          long left = number;
          for (int i = links.size() - 1; i > 0; i--) {
            long part = number * links.get(i).share() / whole;
            counted.merge(links.get(i).toCategory(), part, Long::sum);
            left -= part;
          }
          counted.merge(links.isEmpty() ? "" : links.get(0).toCategory(), left, Long::sum);
        });
    return counted.entrySet().stream()
        .map(e -> new Counted(e.getKey(), names.getOrDefault(e.getKey(), "未对应"), e.getValue()))
        .toList();
  }

  /** The item's own links; without any, those of its class. */
  private static List<Link> links(Snapshot now, String code, String toScheme) {
    List<Link> own = now.lists().links().stream().filter(l -> is(l, code, toScheme)).toList();
    if (!own.isEmpty()) {
      return own;
    }
    String category =
        now.lists().drafts().stream()
            .filter(d -> d.code().equals(code))
            .map(DraftRow::category)
            .findFirst()
            .orElseGet(
                () -> standards(now).containsKey(code) ? standards(now).get(code).category() : "");
    return now.lists().links().stream().filter(l -> is(l, category, toScheme)).toList();
  }

  private static boolean is(Link link, String code, String toScheme) {
    return link.scheme().equals(BusinessLists.SURVEY)
        && link.code().equals(code)
        && link.toScheme().equals(toScheme);
  }

  @Override
  public List<Wall> walls() {
    return files.current().lists().walls().rows();
  }

  @Override
  public List<SurveyLine> survey(LocalDate today) {
    return new SurveyReport(files.current(), files.workingDays(), today).lines();
  }
}
