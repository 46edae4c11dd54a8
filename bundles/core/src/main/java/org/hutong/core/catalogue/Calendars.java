package org.hutong.core.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hutong.catalogue.Catalogue.Finding;
import org.hutong.core.rules.CsvFile;
import org.hutong.core.rules.Fault;
import org.hutong.kernel.InvalidValue;
import org.hutong.kernel.WorkingDays;

/**
 * The working-day calendar from {@code calendar/<year>.csv}, one file a State Council notice year:
 * {@code date,kind,name} with HOLIDAY for a day off and WORKDAY for a weekend day that is worked. A
 * year without its file is not guessed.
 */
public final class Calendars {
  private static final Pattern FILE = Pattern.compile("([0-9]{4})\\.csv");
  private static final List<String> HEADER = List.of("date", "kind", "name");

  private final Path folder;
  private volatile WorkingDays current = new WorkingDays(Set.of(), Set.of(), Set.of());

  /** Nothing is read before {@link #load}. */
  public Calendars(Path config) {
    this.folder = config.resolve("calendar");
  }

  /** The calendar in force; without any year until one was loaded. */
  public WorkingDays workingDays() {
    return current;
  }

  /** Takes the files into force if nothing is wrong with them; else changes nothing. */
  public List<Finding> load() {
    List<Fault> faults = new ArrayList<>();
    Set<Integer> years = new HashSet<>();
    Set<LocalDate> holidays = new HashSet<>();
    Set<LocalDate> worked = new HashSet<>();
    for (Path file : files(faults)) {
      var named = FILE.matcher(file.getFileName().toString());
      if (named.matches()) {
        years.add(Integer.valueOf(named.group(1)));
        read(file, holidays, worked, faults);
      }
    }
    if (faults.isEmpty()) {
      try {
        current = new WorkingDays(years, holidays, worked);
      } catch (InvalidValue e) {
        faults.add(new Fault("calendar", 0, "", "同一天既是放假日又是调休上班日"));
      }
    }
    return faults.stream().map(f -> new Finding(f.file(), f.row(), f.field(), f.reason())).toList();
  }

  private static void read(
      Path file, Set<LocalDate> holidays, Set<LocalDate> worked, List<Fault> faults) {
    String name = "calendar/" + file.getFileName();
    for (CsvFile.Row row : CsvFile.read(file, name, HEADER, faults)) {
      try {
        LocalDate day = LocalDate.parse(row.cell(0));
        boolean weekend =
            day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        if (row.cell(1).equals("HOLIDAY")) {
          holidays.add(day);
        } else if (!row.cell(1).equals("WORKDAY")) {
          faults.add(new Fault(name, row.line(), "kind", "只能取 HOLIDAY 或 WORKDAY"));
        } else if (!weekend) {
          faults.add(new Fault(name, row.line(), "date", "调休上班日应是周六或周日"));
        } else {
          worked.add(day);
        }
      } catch (DateTimeException e) {
        faults.add(new Fault(name, row.line(), "date", "日期应写成 2026-01-01"));
      }
    }
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
