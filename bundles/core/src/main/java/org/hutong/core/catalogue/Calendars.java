package org.hutong.core.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hutong.catalogue.Catalogue.Finding;
import org.hutong.core.rules.CsvFile;
import org.hutong.core.rules.Fault;
import org.hutong.kernel.WorkingDays;
import org.jspecify.annotations.Nullable;

/**
 * The working-day calendar from {@code calendar/}: {@code notices.csv} lists the State Council's
 * notices, {@code <year>.csv} holds what they say as periods, {@code notice,from,to,kind,name} with
 * HOLIDAY for days off and WORKDAY for a weekend day that is worked. Where two notices speak of one
 * day, the one published later holds, so that a change within a year (2015, 2019, 2020) is a few
 * more rows. A year without its file is not guessed.
 */
public final class Calendars {
  private static final Pattern FILE = Pattern.compile("([0-9]{4})\\.csv");
  private static final List<String> HEADER = List.of("notice", "from", "to", "kind", "name");
  private static final List<String> NOTICES = List.of("notice", "year", "published", "title");
  private static final String NOTICES_FILE = "calendar/notices.csv";
  private static final int MOST_DAYS = 31;

  private enum Kind {
    HOLIDAY,
    WORKDAY
  }

  private record Notice(int year, LocalDate published) {}

  private record Period(Notice notice, LocalDate from, LocalDate to, Kind kind) {}

  private record Data(Set<Integer> years, List<Period> periods) {}

  private final Path folder;
  private volatile Data data = new Data(Set.of(), List.of());
  private volatile WorkingDays current = new WorkingDays(Set.of(), Set.of(), Set.of());

  /** Nothing is read before {@link #load}. */
  public Calendars(Path config) {
    this.folder = config.resolve("calendar");
  }

  /** The calendar in force; without any year until one was loaded. */
  public WorkingDays workingDays() {
    return current;
  }

  /** The calendar as it was known at the end of a day: without the notices published later. */
  public WorkingDays workingDays(LocalDate known) {
    return days(data, known);
  }

  /** What is wrong with the files, and what is only worth knowing; nothing is taken into force. */
  public List<Finding> check() {
    List<Fault> faults = new ArrayList<>();
    read(faults);
    return findings(faults);
  }

  /** Takes the files into force if nothing is wrong with them; else changes nothing. */
  public List<Finding> load() {
    List<Fault> faults = new ArrayList<>();
    Data read = read(faults);
    if (Fault.wrong(faults) == 0) {
      data = read;
      current = days(read, LocalDate.MAX);
    }
    return findings(faults);
  }

  private static List<Finding> findings(List<Fault> faults) {
    return faults.stream()
        .map(f -> new Finding(f.file(), f.row(), f.field(), f.reason(), f.note()))
        .toList();
  }

  private Data read(List<Fault> faults) {
    Map<String, Notice> notices = notices(faults);
    boolean known = Fault.wrong(faults) == 0;
    Set<Integer> years = new HashSet<>();
    List<Period> periods = new ArrayList<>();
    for (Path file : files(faults)) {
      var named = FILE.matcher(file.getFileName().toString());
      if (named.matches()) {
        int year = Integer.parseInt(named.group(1));
        years.add(year);
        read(file, year, notices, known, periods, faults);
      } else if (!file.endsWith("notices.csv") && !file.endsWith("README.md")) {
        String name = "calendar/" + file.getFileName();
        faults.add(new Fault(name, 0, "", "文件名应为“年份.csv”，如 2027.csv；这个文件没有读"));
      }
    }
    return new Data(Set.copyOf(years), List.copyOf(periods));
  }

  private Map<String, Notice> notices(List<Fault> faults) {
    Map<String, Notice> notices = new LinkedHashMap<>();
    Path file = folder.resolve("notices.csv");
    for (CsvFile.Row row : CsvFile.read(file, NOTICES_FILE, NOTICES, faults)) {
      if (row.cell(0).isEmpty()) {
        faults.add(new Fault(NOTICES_FILE, row.line(), "notice", "缺少文号"));
        continue;
      }
      try {
        Notice notice = new Notice(Integer.parseInt(row.cell(1)), LocalDate.parse(row.cell(2)));
        if (notices.putIfAbsent(row.cell(0), notice) != null) {
          faults.add(new Fault(NOTICES_FILE, row.line(), "notice", "文号重复"));
        }
      } catch (NumberFormatException e) {
        faults.add(new Fault(NOTICES_FILE, row.line(), "year", "年份应写成 2026"));
      } catch (DateTimeException e) {
        faults.add(new Fault(NOTICES_FILE, row.line(), "published", "日期应写成 2026-01-01"));
      }
    }
    return notices;
  }

  private static void read(
      Path file,
      int year,
      Map<String, Notice> notices,
      boolean known,
      List<Period> periods,
      List<Fault> faults) {
    String name = "calendar/" + file.getFileName();
    Map<String, Map<LocalDate, Kind>> said = new HashMap<>();
    Map<LocalDate, Map<LocalDate, Kind>> sameDay = new HashMap<>();
    for (CsvFile.Row row : CsvFile.read(file, name, HEADER, faults)) {
      Notice notice = notices.get(row.cell(0));
      LocalDate from = date(row, 1, name, faults);
      LocalDate to = date(row, 2, name, faults);
      Kind kind = kind(row, name, faults);
      if (notice == null || notice.year() != year) {
        if (known) { // else it would only be told once more
          faults.add(new Fault(name, row.line(), "notice", "notices.csv 中没有该年的这一文号"));
        }
      } else if (from != null && to != null && kind != null) {
        Period period = new Period(notice, from, to, kind);
        String wrong = wrong(period, year, said.computeIfAbsent(row.cell(0), n -> new HashMap<>()));
        if (wrong.isEmpty() && clash(period, sameDay)) {
          wrong = "两份通知同一天公布，对同一天的安排却不同，无法判断以哪份为准";
        }
        if (wrong.isEmpty()) {
          periods.add(period);
        } else {
          faults.add(new Fault(name, row.line(), "from", wrong));
        }
      }
    }
  }

  private static @Nullable LocalDate date(
      CsvFile.Row row, int column, String name, List<Fault> faults) {
    try {
      return LocalDate.parse(row.cell(column));
    } catch (DateTimeException e) {
      faults.add(new Fault(name, row.line(), HEADER.get(column), "日期应写成 2026-01-01"));
      return null;
    }
  }

  private static @Nullable Kind kind(CsvFile.Row row, String name, List<Fault> faults) {
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(row.cell(3))) {
        return kind;
      }
    }
    faults.add(new Fault(name, row.line(), "kind", "只能取 HOLIDAY 或 WORKDAY"));
    return null;
  }

  /** A notice of a year may begin in the last days of the year before (2019, 2023). */
  private static String wrong(Period period, int year, Map<LocalDate, Kind> said) {
    if (period.to().isBefore(period.from())
        || period.from().plusDays(MOST_DAYS).isBefore(period.to())) {
      return "止日应不早于起日，且不超过 " + MOST_DAYS + " 天";
    }
    if (period.from().isBefore(LocalDate.of(year - 1, 12, 1)) || period.to().getYear() > year) {
      return "日期不在该年的安排之内";
    }
    for (LocalDate day : period.from().datesUntil(period.to().plusDays(1)).toList()) {
      if (period.kind() == Kind.WORKDAY && !weekend(day)) {
        return "调休上班日应是周六或周日";
      }
      Kind before = said.put(day, period.kind());
      if (before != null) {
        return before == period.kind() ? "同一通知中日期重复" : "同一天既是放假日又是调休上班日";
      }
    }
    return "";
  }

  /** Of two notices the later holds; of two published on one day neither is the later. */
  private static boolean clash(Period period, Map<LocalDate, Map<LocalDate, Kind>> sameDay) {
    Map<LocalDate, Kind> said =
        sameDay.computeIfAbsent(period.notice().published(), d -> new HashMap<>());
    boolean clash = false;
    for (LocalDate day : period.from().datesUntil(period.to().plusDays(1)).toList()) {
      Kind before = said.putIfAbsent(day, period.kind());
      clash |= before != null && before != period.kind();
    }
    return clash;
  }

  private static boolean weekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  private static WorkingDays days(Data data, LocalDate known) {
    Map<LocalDate, Kind> days = new TreeMap<>();
    Set<Integer> years = new HashSet<>();
    data.periods().stream()
        .filter(p -> !p.notice().published().isAfter(known))
        .sorted(Comparator.comparing(p -> p.notice().published()))
        .forEach(
            p -> {
              years.add(p.notice().year());
              p.from().datesUntil(p.to().plusDays(1)).forEach(day -> days.put(day, p.kind()));
            });
    years.retainAll(data.years());
    return new WorkingDays(years, those(days, Kind.HOLIDAY), those(days, Kind.WORKDAY));
  }

  private static Set<LocalDate> those(Map<LocalDate, Kind> days, Kind kind) {
    Set<LocalDate> found = new HashSet<>(days.keySet());
    found.removeIf(day -> days.get(day) != kind);
    return found;
  }

  private List<Path> files(List<Fault> faults) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      faults.add(new Fault("calendar", 0, "", "文件夹无法读取"));
      return List.of();
    }
  }
}
