package org.hutong.core.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.hutong.core.rules.Fault;
import org.hutong.systems.SystemInfo.HealthState;
import org.hutong.systems.SystemRegistration.Light;
import org.hutong.systems.SystemRegistration.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisterListTest {
  private static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");
  private static final String HEADER =
      "id,survey,name,kind,class,level,builder,street,depth,connectable,interface,contact,section,"
          + "rhythm_hours\n";

  @TempDir Path config;

  private void write(String rows) throws IOException {
    Path file = config.resolve("catalogue/register.csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, HEADER + rows);
  }

  private static RegisterList loaded(Path config) {
    RegisterList list = new RegisterList(config);
    assertThat(list.load()).isEmpty();
    return list;
  }

  private static Light light(HealthState health, Instant success) {
    return Light.of(health, success, Duration.ofHours(24), NOW);
  }

  @Test
  void onlyABusinessRoundTripWithinTheRhythmIsGreen() {
    assertThat(light(HealthState.UP, NOW.minus(Duration.ofHours(23)))).isEqualTo(Light.GREEN);
    assertThat(light(HealthState.UP, NOW.minus(Duration.ofHours(25)))).isEqualTo(Light.YELLOW);
    assertThat(light(HealthState.UP, null)).isEqualTo(Light.YELLOW);
    assertThat(light(HealthState.UNKNOWN, NOW)).isEqualTo(Light.YELLOW);
    assertThat(light(HealthState.DOWN, NOW)).isEqualTo(Light.RED);
    assertThat(light(HealthState.NOT_CONNECTED, NOW)).isEqualTo(Light.GREY);
  }

  @Test
  void oneSystemIsUsedToAnotherDepthInAnotherStreetAndANationalOneIsOne() throws IOException {
    write(
        """
        x,S1,某系统,系统,社会保障类,国家,某部,天桥,街-社区,是,网页,,社保所,48
        x,S1,某系统,系统,社会保障类,国家,某部,广内,街道,是,网页,,社保所,48
        """);
    RegisterList list = loaded(config);
    RegisterList.Row row = list.find("x");

    assertThat(row.usage()).containsExactly(new Usage("天桥", "街-社区"), new Usage("广内", "街道"));
    assertThat(row.level()).isEqualTo("国家");
    assertThat(row.rhythmHours()).isEqualTo(48);
    assertThat(list.find("y").rhythmHours()).isEqualTo(24);
  }

  @Test
  void aFileTakesEffectWhenItIsLoadedAndAWrongOneLeavesTheOldInForce() throws IOException {
    write("x,S1,某系统,系统,,,,,,,,,,\n");
    RegisterList list = loaded(config);
    assertThat(list.rows()).containsOnlyKeys("x");

    write("x,S1,某系统,系统,,,,,,,,,,often\n");
    assertThat(list.load()).hasSize(1);
    assertThat(list.rows()).containsOnlyKeys("x");
    write("z,S1,某系统,系统,,,,,,,,,,1\n");
    assertThat(list.rows()).containsOnlyKeys("x");
    assertThat(list.load()).isEmpty();
    assertThat(list.rows()).containsOnlyKeys("z");
  }

  @Test
  void aRowWithoutIdOrForTheSameStreetAgainIsToldOnce() throws IOException {
    write(
        """
        ,S1,某系统,系统,,,,天桥,街道,,,,,
        x,S1,某系统,系统,,,,天桥,街道,,,,,
        x,S1,某系统,系统,,,,天桥,社区,,,,,
        """);
    assertThat(new RegisterList(config).check())
        .extracting(Fault::row, Fault::field)
        .containsExactly(tuple(2, "id"), tuple(4, "street"));
  }

  @Test
  void theCheckNamesRowAndColumnAndFindsNothingWrongWithTheOneThatShips() throws IOException {
    write("x,S1,某系统,系统,,,,,,,,,,\ny,S2,又一系统,系统,,,,,,,,,,often\n");
    assertThat(new RegisterList(config).check())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.line()).contains("register.csv", "3", "rhythm_hours", "应为小时数");
            });
    Files.delete(config.resolve("catalogue/register.csv"));
    assertThat(new RegisterList(config).check()).isEmpty();
    assertThat(new RegisterList(Path.of("../../config")).check()).isEmpty();
  }

  @Test
  void theOneThatShipsHasEveryRowOfTheSurvey() throws IOException {
    RegisterList shipped = loaded(Path.of("../../config"));
    long named =
        Files.readAllLines(Path.of("../../config/catalogue/survey-systems.csv")).stream()
            .skip(1)
            .map(line -> line.substring(0, line.indexOf(',')))
            .filter(
                id -> shipped.rows().values().stream().noneMatch(row -> row.survey().contains(id)))
            .count();

    assertThat(named).isZero();
    assertThat(shipped.rows()).containsKeys("si-02", "si-12", "si-15", "s06", "f08");
  }
}
