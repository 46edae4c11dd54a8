package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tests are tested: each defect, let in by name, breaks the promise that is to catch it. With
 * {@code hutong.defects.results} the table is kept in that folder ({@code itests/proof defects}).
 */
class InjectedDefectsTest {
  private static final String RESULTS = System.getProperty("hutong.defects.results", "");
  private static final Map<Defect, Set<Promise>> FOUND = new TreeMap<>();
  private static final Set<Scenario> SOUND = EnumSet.noneOf(Scenario.class);
  @TempDir static Path folder;
  private static TestDatabase database;

  @BeforeAll
  static void begin() {
    database = TestDatabase.derby(folder);
  }

  @AfterAll
  static void end() throws IOException {
    database.close();
    if (!RESULTS.isEmpty()) {
      Files.writeString(Path.of(RESULTS).resolve("defects.md"), page());
    }
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void withoutADefectEveryPromiseHolds(Scenario scenario) throws Exception {
    assertThat(broken(scenario, null)).isEmpty();
    SOUND.add(scenario);
  }

  @ParameterizedTest
  @EnumSource(Defect.class)
  void eachDefectIsCaughtByItsPromise(Defect defect) throws Exception {
    Set<Promise> broken = broken(defect.scenario, defect);
    FOUND.put(defect, broken);
    assertThat(broken).contains(defect.caughtBy);
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        "# Injected defects\n\nWritten by `itests/proof defects`, never by hand. Each defect");
    page.append(
        " is let into the product by its name while a short story is played with lanes on a");
    page.append(" real Derby and systems that keep what they got; the promise that is to catch it");
    page.append(" must be found broken. Without a defect the same story keeps every promise.\n\n");
    page.append("The run: date %s; java %s; ".formatted(LocalDate.now(), Runtime.version()));
    long caught = FOUND.keySet().stream().filter(d -> FOUND.get(d).contains(d.caughtBy)).count();
    page.append("caught %d of %d.\n\n".formatted(caught, Defect.values().length));
    page.append("| Defect | Story | The promise that catches it | Caught | Without it |\n");
    page.append("|---|---|---|---|---|\n");
    for (Defect defect : Defect.values()) {
      page.append(
          "| %s | %s | %s "
              .formatted(words(defect), words(defect.scenario), defect.caughtBy.sentence));
      page.append(
          "| %s "
              .formatted(
                  FOUND.getOrDefault(defect, Set.of()).contains(defect.caughtBy) ? "yes" : "NO"));
      page.append(
          "| %s |\n".formatted(SOUND.contains(defect.scenario) ? "all promises held" : "BROKEN"));
    }
    return page.toString();
  }

  private static String words(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("si 02", "SI-02");
  }

  private static Set<Promise> broken(Scenario scenario, Defect defect) throws Exception {
    database.empty();
    Street street = new Street(database, Scenario.CLOCK, Scenario.SI_02, Scenario.SI_04);
    if (defect != null) {
      defect.inject(street);
    }
    street.open();
    try {
      Set<Promise> broken = EnumSet.noneOf(Promise.class);
      scenario.carryOut(street, broken);
      if (defect != null) {
        defect.after(street);
      }
      broken.addAll(Promise.broken(street));
      return broken;
    } finally {
      street.close();
    }
  }
}
