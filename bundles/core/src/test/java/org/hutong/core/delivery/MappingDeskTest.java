package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.delivery.DeliveryState.DELIVERED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hutong.access.Caller;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.problem.Refused;
import org.hutong.systems.Mappings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A draft mapping over what was really sent. */
class MappingDeskTest {
  private static final String NAME = "阿依古丽·买买提";
  private static final String ID = "110102196507073315";
  private static final String NOW =
      """
      {
        "xm": case.subject.name,
        "sfzh": case.subject.idNumber,
        "lx": $codes("lx", case.form.kind),
        "bz": case.form.note
      }
      """;

  @TempDir static Path data;
  @TempDir Path folder;
  private static TestDatabase database;
  private Street street;
  private MappingDesk desk;

  @BeforeAll
  static void begin() {
    database = TestDatabase.derby(data);
  }

  @AfterAll
  static void end() {
    database.close();
  }

  @BeforeEach
  void open() throws Exception {
    database.empty();
    Files.createDirectories(folder.resolve("draft"));
    for (Path each : List.of(folder, folder.resolve("draft"))) {
      Files.writeString(each.resolve("aid.jsonata"), NOW);
      Files.writeString(each.resolve("codes.csv"), "set,value,code\nlx,大病,01\nlx,火灾,02\n");
    }
    street = new Street(database, new Scenario.MovedClock(), "si-02");
    SystemDefinition plain = street.systems.remove(0);
    street.systems.add(
        new SystemDefinition(
            "si-02",
            plain.name(),
            List.of(),
            null,
            null,
            null,
            "fake",
            new SystemDefinition.Limits(
                4, Duration.ofSeconds(5), 4, Duration.ofMillis(5), Duration.ofMillis(50)),
            null,
            Map.of(),
            Map.of(),
            folder));
    street.open();
    desk = new MappingDesk("110102014", street.store, new People(street), street);
    for (int i = 1; i <= 3; i++) {
      street.accept(i);
      street.awaitStates(i, DELIVERED);
    }
  }

  /** Cases with a person in them. */
  private record People(Street street) implements CaseSource {
    @Override
    public Map<String, Object> document(Connection connection, long caseId, int revision) {
      return Map.of(
          "number", Street.number(caseId),
          "subject", Map.of("name", NAME, "idNumber", ID),
          "form", Map.of("kind", caseId == 3 ? "火灾" : "大病", "note", "家住东经路，电话13911112222"));
    }

    @Override
    public OptionalLong find(Connection connection, String number) throws SQLException {
      return street.find(connection, number);
    }

    @Override
    public Standing standing(Connection connection, long caseId) {
      return new Standing(Set.of(), true);
    }

    @Override
    public Set<String> known(Connection connection, Caller caller, Set<String> numbers) {
      return numbers;
    }

    @Override
    public Owner owner(Connection connection, long caseId) {
      return street.owner(connection, caseId);
    }

    @Override
    public List<Expected> expected(Connection connection, LocalDate from, LocalDate to) {
      return List.of();
    }
  }

  @AfterEach
  void close() {
    street.close();
  }

  private void draft(String from, String to) throws Exception {
    Path file = folder.resolve("draft").resolve("aid.jsonata");
    Files.writeString(file, Files.readString(file).replace(from, to));
  }

  private Mappings.DryRun run(boolean accept) {
    return desk.dryRun(Street.IT, "si-02", null, 20, accept);
  }

  @Test
  void aDraftThatChangesNothingIsTheSameEverywhere() {
    Mappings.DryRun run = run(false);

    assertThat(run.documents()).isEqualTo(3);
    assertThat(run.same()).isEqualTo(3);
    assertThat(run.differences()).isEmpty();
  }

  @Test
  void differencesAreNamedByFieldWithoutAnyonesData() throws Exception {
    draft("\"xm\": case.subject.name", "\"xm\": $uppercase(case.subject.name) & \"!\"");
    draft("case.form.kind", "\"火灾\"");
    int before = street.remote("si-02").attempts().size();

    Mappings.DryRun run = run(false);

    assertThat(run.same()).isZero();
    assertThat(run.differences())
        .extracting(d -> d.field() + " " + d.before() + " " + d.after())
        .contains("lx 01 02", "xm 阿**（8字） 阿**（9字）");
    assertThat(run.toString()).doesNotContain(NAME).doesNotContain(ID);
    assertThat(street.remote("si-02").attempts()).hasSize(before);
    assertThat(street.states(1)).containsExactly(DELIVERED);
  }

  @Test
  void aFailureNamesSystemDocumentFieldAndExpression() throws Exception {
    Files.writeString(folder.resolve("draft").resolve("codes.csv"), "set,value,code\nlx,大病,01\n");
    draft("case.form.note", "$need(case.form.phone, \"form.phone\")");

    Mappings.DryRun run = run(false);

    assertThat(run.problems()).hasSize(3);
    Mappings.Problem first = run.problems().get(2);
    assertThat(first.system()).isEqualTo("si-02");
    assertThat(first.document()).startsWith("D");
    assertThat(first.field()).isEqualTo("bz");
    assertThat(first.expression()).contains("$need(case.form.phone");
    assertThat(run.problems().get(0).field()).as("the case of a fire").isEqualTo("lx");
    assertThat(run.problems().toString()).doesNotContain(NAME).doesNotContain("139");
  }

  @Test
  void acceptedResultsAreKeptMadeUpAndComputedAgainByTheCheck() throws Exception {
    assertThat(run(true).accepted()).isEqualTo(2);
    assertThat(run(true).accepted()).as("the same again is nothing new").isZero();

    String kept;
    try (Stream<Path> files = Files.list(folder.resolve("examples"))) {
      kept = files.map(MappingDeskTest::text).collect(Collectors.joining());
    }
    assertThat(kept).contains("火灾").doesNotContain(NAME).doesNotContain(ID).doesNotContain("139");
    Mappings.Check good = desk.check(Street.IT, "si-02").get(0);
    assertThat(good.examples()).isEqualTo(2);
    assertThat(good.problems()).isEmpty();

    Files.writeString(folder.resolve("aid.jsonata"), NOW.replace("\"sfzh\"", "\"zjhm\""));
    assertThat(desk.check(Street.IT, null).get(0).problems())
        .extracting(Mappings.Problem::field)
        .contains("sfzh", "zjhm");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void othersThanTheStreetsOwnItMayNotAndADraftMustBeThere() {
    assertThatThrownBy(() -> desk.dryRun(Street.CLERK, "si-02", null, 5, false))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> desk.dryRun(Street.IT, "si-02", folder.resolve("none"), 5, false))
        .isInstanceOf(Refused.class);
  }
}
