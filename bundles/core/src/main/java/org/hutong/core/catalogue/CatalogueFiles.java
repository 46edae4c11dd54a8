package org.hutong.core.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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
      String digest) {
    static final Snapshot EMPTY =
        new Snapshot(
            Map.of(), Map.of(), List.of(), Map.of(), BusinessLists.NONE, UnitFiles.none(), "");
  }

  private record Reading(Snapshot snapshot, List<Fault> faults) {}

  private final Path config;
  private final Calendars calendars;

  /** Versions whose files are gone: a case that began with one still finds it until a restart. */
  private final Map<ItemRef, Item> former = new ConcurrentHashMap<>();

  private volatile Snapshot current = Snapshot.EMPTY;

  /** Nothing is read before {@link #start} or {@link #load}. */
  public CatalogueFiles(Path config, Calendars calendars) {
    this.config = config;
    this.calendars = calendars;
  }

  /**
   * The first load: there is no older state to keep, so every item without a fault comes into
   * force, lest one wrong file stop all intake.
   */
  public List<Finding> start() {
    Reading reading = read();
    current = reading.snapshot();
    return findings(reading, calendars.load());
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
    if (!next.digest().equals(current.digest())) {
      calendars.load();
      former.putAll(current.all());
      current = next;
    }
  }

  @Override
  public List<Item> find(
      @Nullable String text, @Nullable String category, @Nullable String audience) {
    String wanted = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    return current.newest().values().stream()
        .filter(i -> wanted.isEmpty() || answersTo(i, wanted))
        .filter(
            i ->
                category == null
                    || i.category().equals(category)
                    || i.categoryName().equals(category))
        .filter(i -> audience == null || i.audience().contains(audience))
        .toList();
  }

  /** Also a sentence that holds the item's name or one of its words: 我想办大病救助. */
  private static boolean answersTo(Item item, String wanted) {
    return Stream.concat(
            Stream.of(item.name(), item.ref().code(), item.categoryName()), item.words().stream())
        .map(w -> w.toLowerCase(Locale.ROOT))
        .anyMatch(w -> w.contains(wanted) || (w.length() > 1 && wanted.contains(w)));
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
      schemes.add(new SchemeName(row.cell(0), row.cell(1)));
    }
    Map<String, Map<String, String>> categories = categories(faults);
    ItemReader reader = new ItemReader(categories);
    Map<ItemRef, Item> all = new LinkedHashMap<>();
    for (Path file : files(faults)) {
      String name = "items/" + file.getFileName();
      reader.read(file, name, faults).ifPresent(item -> add(item, name, schemes, all, faults));
    }
    // At the first start an item with a wrong mapping comes into force all the same: intake goes
    // on, and its deliveries wait for a person.
    new MappingCheck(config).check(all.values(), faults);
    BusinessLists lists = BusinessLists.read(config, categories, faults);
    UnitFiles units = UnitFiles.read(config, faults);
    String digest = RuleDigest.of(config, faults);
    Snapshot snapshot =
        new Snapshot(Map.copyOf(all), newest(all), schemes, categories, lists, units, digest);
    return new Reading(snapshot, List.copyOf(faults));
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

  private Map<String, Map<String, String>> categories(List<Fault> faults) {
    Map<String, Map<String, String>> categories = new TreeMap<>();
    for (CsvFile.Row row :
        CsvFile.read(
            config.resolve("catalogue/categories.csv"),
            "catalogue/categories.csv",
            List.of("scheme", "code", "name"),
            faults)) {
      categories.computeIfAbsent(row.cell(0), s -> new TreeMap<>()).put(row.cell(1), row.cell(2));
    }
    return categories;
  }

  private List<Path> files(List<Fault> faults) {
    try (Stream<Path> files = Files.list(config.resolve("items"))) {
      return files
          .filter(f -> f.getFileName().toString().endsWith(".yaml"))
          .sorted(Comparator.comparing(f -> f.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      faults.add(new Fault("items", 0, "", "文件夹无法读取"));
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
