package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hutong.harness.PostgresStreet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tarball on PostgreSQL, chosen by the one file; what a street then relies on. */
class PostgresIT {
  private static PostgresStreet database;
  private static Journey journey;

  @BeforeAll
  static void open() throws Exception {
    database = PostgresStreet.start();
    journey = Journey.prepare("postgresql", List.of());
    database.choose(journey.street().appliance());
    journey.street().appliance().with("HUTONG_SI02_SETTLE_SECONDS", "3");
    journey.street().start();
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
    if (database != null) {
      database.close();
    }
  }

  @Test
  void whatIsEnteredIsHeldOnceByEachSystemAlsoAfterAKillAndTheTrailHolds() throws Exception {
    List<String> numbers = new ArrayList<>();
    numbers.add(journey.enter());
    journey.awaitDelivered(numbers, Journey.SYSTEMS);
    for (int i = 0; i < 10; i++) {
      numbers.add(journey.enter());
    }
    journey.killAndStartAgain();
    numbers.add(journey.enter());
    journey.awaitDelivered(numbers, Journey.SYSTEMS);
    journey.eachExactlyOnce(numbers);

    assertThat(numbers).doesNotHaveDuplicates();
    assertThat(database.rows("case_file")).isEqualTo(numbers.size());
    assertThat(database.rows("delivery")).isEqualTo((long) numbers.size() * 3);
    assertThat(journey.street().appliance().data().resolve("database"))
        .as("no Derby beside it")
        .doesNotExist();
    String trail = journey.street().console("auditor", "hutong:audit-verify --json");
    assertThat(trail).contains("\"holds\":true").doesNotContain("\"rows\":0,");
    assertThat(database.rows("audit_log")).isPositive();
  }
}
