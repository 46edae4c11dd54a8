package org.hutong.core.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hutong.casework.Ruling;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.CatalogueReports;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.ItemRef;
import org.hutong.catalogue.Units;
import org.hutong.core.rules.CsvFile;
import org.hutong.core.rules.Fault;
import org.hutong.kernel.WorkingDays;
import org.jspecify.annotations.Nullable;

/**
 * The items of {@code items/*.yaml}, with the schemes and categories that {@code catalogue/*.csv}
 * names. What is in force is one immutable snapshot; readers see the old one or the new one whole.
 */
public final class CatalogueFiles implements Catalogue {
  record SchemeName(String code, String name) {}

  /** What is in force: never half of it. */
  record Snapshot(
      Map<ItemRef, Item> all,
      Map<ItemRef, Item> newest,
      List<SchemeName> schemes,
      Map<String, Map<String, String>> categories,
      BusinessLists lists,
      UnitFiles units,
      ItemSearch search,
      String digest) {
    static final Snapshot EMPTY =
        new Snapshot(
            Map.of(),
            Map.of(),
            List.of(),
            Map.of(),
            BusinessLists.NONE,
            UnitFiles.none(),
            new ItemSearch(List.of()),
            "");
  }

  private record Reading(Snapshot snapshot, List<Fault> faults) {}

  private final Path config;
  private final Calendars calendars;

  /** Versions whose files are gone: a case that began with one still finds it until a restart. */
  private final Map<ItemRef, Item> former = new ConcurrentHashMap<>();

  private volatile Snapshot current = Snapshot.EMPTY;
  private volatile Supplier<List<Ruling>> rulings = List::of;

  /** Nothing is read before {@link #start} or {@link #load}. */
  public CatalogueFiles(Path config, Calendars calendars) {
    this.config = config;
    this.calendars = calendars;
  }

  /**
   * The first load: there is no older state to keep, so every item without a fault comes into
   * force, lest one wrong file stop all intake; only the walls do, by {@link #unwalled}.
   */
  public List<Finding> start() {
    Reading reading = read();
    current = reading.snapshot();
    return findings(reading, calendars.load());
  }

  /** Why a wall may be missing from what is in force, in Chinese: then no case may be shown. */
  public Optional<String> unwalled() {
    return current.lists().walls().wrong();
  }

  /** Checks the files without taking them into force. */
  public List<Finding> check() {
    return findings(read(), calendars.check());
  }

  /** Takes the files into force if nothing is wrong with them; else changes nothing. */
  public List<Finding> load() {
    Reading reading = read();
    List<Finding> calendar = calendars.check();
    if (Fault.wrong(reading.faults()) == 0 && calendar.stream().allMatch(Finding::note)) {
      take(reading.snapshot());
    }
    return findings(reading, calendar);
  }

  /** The same files again change nothing, not even the objects that compiled forms hang on. */
  private void take(Snapshot next) {
    if (!next.digest().equals(current.digest()) || unwalled().isPresent()) {
      calendars.load();
      former.putAll(current.all());
      current = next;
    }
  }

  @Override
  public List<Item> find(
      @Nullable String text, @Nullable String category, @Nullable String audience) {
    Snapshot now = current;
    List<Item> wanted =
        now.newest().values().stream()
            .filter(
                i ->
                    category == null
                        || i.category().equals(category)
                        || i.categoryName().equals(category))
            .filter(i -> audience == null || i.audience().contains(audience))
            .toList();
    return text == null || text.isBlank() ? wanted : now.search().find(wanted, text);
  }

  @Override
  public Optional<Item> item(String scheme, String code) {
    return Optional.ofNullable(current.newest().get(new ItemRef(scheme, code, 0)));
  }

  @Override
  public Optional<Item> item(ItemRef ref) {
    return ref.version() == 0
        ? item(ref.scheme(), ref.code())
        : Optional.ofNullable(current.all().getOrDefault(ref, former.get(ref)));
  }

  @Override
  public List<Scheme> schemes() {
    Snapshot now = current;
    Collection<Item> items = now.newest().values();
    return now.schemes().stream()
        .map(
            s ->
                new Scheme(
                    s.code(),
                    s.name(),
                    (int) items.stream().filter(i -> i.ref().scheme().equals(s.code())).count()))
        .toList();
  }

  /** What is in force now. */
  Snapshot current() {
    return current;
  }

  /** What the files hold, whether or not anything is wrong with them. */
  Snapshot onDisk() {
    return read().snapshot();
  }

  /** The calendar in force. */
  WorkingDays workingDays() {
    return calendars.workingDays();
  }

  /** The reports on what is in force. */
  public CatalogueReports reports() {
    return new Reports(this);
  }

  /** Where the determinations stand that have become rules, the newest first. */
  public void ruledBy(Supplier<List<Ruling>> made) {
    rulings = made;
  }

  List<Ruling> rulings() {
    return rulings.get();
  }

  /** The units in force: each call sees the files that were loaded last. */
  public Units units() {
    return new UnitsInForce(() -> current.units());
  }

  private static List<Finding> findings(Reading reading, List<Finding> calendar) {
    return Stream.concat(
            reading.faults().stream()
                .map(f -> new Finding(f.file(), f.row(), f.field(), f.reason(), f.note())),
            calendar.stream())
        .toList();
  }

  private Reading read() {
    List<Fault> faults = new ArrayList<>();
    List<SchemeName> schemes = new ArrayList<>();
    for (CsvFile.Row row :
        CsvFile.read(
            config.resolve("catalogue/schemes.csv"),
            "catalogue/schemes.csv",
            List.of("scheme", "name"),
            faults)) {
      if (row.cell(0).isEmpty() || row.cell(1).isEmpty()) {
        String column = row.cell(0).isEmpty() ? "scheme" : "name";
        faults.add(new Fault("catalogue/schemes.csv", row.line(), column, "缺少必填内容"));
      } else if (schemes.stream().anyMatch(s -> s.code().equals(row.cell(0)))) {
        faults.add(new Fault("catalogue/schemes.csv", row.line(), "scheme", "分类体系重复"));
      } else {
        schemes.add(new SchemeName(row.cell(0), row.cell(1)));
      }
    }
    List<Fault> below = new ArrayList<>();
    Map<String, Map<String, String>> categories = categories(schemes, below);
    addOwn(below, Set.of("scheme"), faults);
    boolean known = Fault.wrong(faults) == 0;
    ItemReader reader = new ItemReader(categories);
    Map<ItemRef, Item> all = new LinkedHashMap<>();
    for (Path file : files("items", below)) {
      String name = "items/" + file.getFileName();
      reader
          .read(file, name, bytes(file), below)
          .ifPresent(item -> add(item, name, schemes, all, below));
    }
    overlay(all, below);
    // At the first start an item with a wrong mapping comes into force all the same: intake goes
    // on, and its deliveries wait for a person.
    new MappingCheck(config).check(all.values(), below);
    BusinessLists lists = BusinessLists.read(config, categories, known, below);
    addOwn(below, Set.of("scheme", "category", "to_category"), faults);
    UnitFiles units = UnitFiles.read(config, faults);
    new SampleCheck(config).check(newest(all), faults);
    String digest = RuleDigest.of(config, faults);
    Map<ItemRef, Item> newest = newest(all);
    Snapshot snapshot =
        new Snapshot(
            Map.copyOf(all),
            newest,
            schemes,
            categories,
            lists,
            units,
            new ItemSearch(newest.values()),
            digest);
    return new Reading(snapshot, List.copyOf(faults));
  }

  /** Where a list above is wrong, what only follows from it is not told a second time. */
  private static void addOwn(List<Fault> below, Set<String> follows, List<Fault> faults) {
    boolean wrong = Fault.wrong(faults) > 0;
    below.stream().filter(f -> !wrong || !follows.contains(f.field())).forEach(faults::add);
    below.clear();
  }

  private static void add(
      Item item,
      String name,
      List<SchemeName> schemes,
      Map<ItemRef, Item> all,
      List<Fault> faults) {
    if (schemes.stream().noneMatch(s -> s.code().equals(item.ref().scheme()))) {
      faults.add(new Fault(name, 0, "scheme", "分类体系不在 catalogue/schemes.csv 中"));
    } else if (all.putIfAbsent(item.ref(), item) != null) {
      faults.add(new Fault(name, 0, "version", "另一文件已有同一事项的同一版本"));
    }
  }

  private Map<String, Map<String, String>> categories(
      List<SchemeName> schemes, List<Fault> faults) {
    String name = "catalogue/categories.csv";
    List<String> header = List.of("scheme", "code", "name");
    Map<String, Map<String, String>> categories = new TreeMap<>();
    for (CsvFile.Row row : CsvFile.read(config.resolve(name), name, header, faults)) {
      int empty = row.cells().indexOf("");
      if (empty >= 0) {
        faults.add(new Fault(name, row.line(), header.get(empty), "缺少必填内容"));
      } else if (schemes.stream().noneMatch(s -> s.code().equals(row.cell(0)))) {
        faults.add(new Fault(name, row.line(), "scheme", "分类体系不在 catalogue/schemes.csv 中"));
      } else if (categories
              .computeIfAbsent(row.cell(0), s -> new TreeMap<>())
              .putIfAbsent(row.cell(1), row.cell(2))
          != null) {
        faults.add(new Fault(name, row.line(), "code", "分类编号重复"));
      }
    }
    return categories;
  }

  /** The street's overlays over the district's standards. */
  private void overlay(Map<ItemRef, Item> all, List<Fault> faults) {
    if (!Files.isDirectory(config.resolve("overlay"))) {
      return;
    }
    Map<ItemRef, Item> district = Map.copyOf(all);
    boolean whole = Fault.wrong(faults) == 0;
    Set<ItemRef> laid = new HashSet<>();
    for (Path file : files("overlay", faults)) {
      String name = "overlay/" + file.getFileName();
      Overlay.read(file, name, bytes(file), district, whole, faults)
          .ifPresent(
              item -> {
                if (laid.add(item.ref())) {
                  all.put(item.ref(), item);
                } else {
                  faults.add(new Fault(name, 0, "version", "另一文件已是同一事项同一版本的细则"));
                }
              });
    }
  }

  private static boolean taken(String folder, Path file, List<Fault> faults) {
    String name = file.getFileName().toString();
    if (!name.endsWith(".yaml") && !name.endsWith(".md") && Files.isRegularFile(file)) {
      faults.add(Fault.note(folder + "/" + name, "不是 .yaml 文件，没有读"));
    }
    return name.endsWith(".yaml");
  }

  /** A file that cannot be read has no bytes; its reader says so. */
  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private List<Path> files(String folder, List<Fault> faults) {
    try (Stream<Path> files = Files.list(config.resolve(folder))) {
      return files
          .filter(f -> taken(folder, f, faults))
          .sorted(Comparator.comparing(f -> f.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      faults.add(new Fault(folder, 0, "", "文件夹无法读取"));
      return List.of();
    }
  }

  private static Map<ItemRef, Item> newest(Map<ItemRef, Item> all) {
    Map<ItemRef, Item> newest =
        new TreeMap<>(Comparator.comparing(ItemRef::scheme).thenComparing(ItemRef::code));
    for (Item item : all.values()) {
      ItemRef any = new ItemRef(item.ref().scheme(), item.ref().code(), 0);
      newest.merge(any, item, (a, b) -> a.ref().version() > b.ref().version() ? a : b);
    }
    return newest;
  }
}
