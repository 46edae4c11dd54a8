package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tests are tested: each defect, let in by name, breaks the promise that is to catch it. */
class InjectedDefectsTest {
  private static final Logger LOG = LoggerFactory.getLogger(InjectedDefectsTest.class);
  private static final Set<String> TABLE = new TreeSet<>();
  @TempDir static Path folder;
  private static TestDatabase database;

  @BeforeAll
  static void begin() {
    database = TestDatabase.derby(folder);
  }

  @AfterAll
  static void end() {
    database.close();
    LOG.info("defect × what catches it\n{}", String.join("\n", TABLE));
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void withoutADefectEveryPromiseHolds(Scenario scenario) throws Exception {
    assertThat(broken(scenario, null)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Defect.class)
  void eachDefectIsCaughtByItsPromise(Defect defect) throws Exception {
    Set<Promise> broken = broken(defect.scenario, defect);
    assertThat(broken).contains(defect.caughtBy);
    TABLE.add(defect + " | " + defect.caughtBy.sentence);
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
