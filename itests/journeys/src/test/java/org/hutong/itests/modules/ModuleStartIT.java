package org.hutong.itests.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.itests.modules.ModuleStreet.REST;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.hutong.harness.Appliance;
import org.hutong.harness.NewerDistribution;
import org.hutong.harness.Ports;
import org.hutong.harness.Waiting;
import org.hutong.itests.modules.ModuleStreet.Shown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What should run is kept outside Karaf, and is made so at every start. */
class ModuleStartIT {
  private static final String SCRIPTED = "org.example.scripted";
  private static final String ARCHIVED = "org.example.archived";
  private static final String NEWER = "0.3.0";
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private static void comesUp(ModuleStreet modules, String name, String version) throws Exception {
    Waiting.within(LIMIT, () -> modules.shown(name).state().equals("RUNNING"));
    assertThat(modules.shown(name)).isEqualTo(new Shown(version, "RUNNING", ""));
  }

  @Test
  void anUpdateThatIsKilledInTheMiddleIsCompletedAtTheNextStart() throws Exception {
    try (ModuleStreet modules = ModuleStreet.start(folder)) {
      Appliance appliance = modules.street().appliance();
      Path block = Files.createFile(folder.resolve("block"));
      Path file = ModuleJar.scripted(REST, "0.2.0", "rest", "blocks:" + block).in(modules.files());
      Thread updating =
          new Thread(
              () -> {
                try {
                  modules.update(file);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      updating.start();
      // The old version is gone, the new one is being made, and does not come to its end.
      Waiting.until(
          "the old version is gone",
          LIMIT,
          () ->
              Files.readString(appliance.data().resolve("log/hutong.log"))
                  .contains("org.hutong.adapter-rest/0.2.0"));
      appliance.kill();
      updating.join();
      assertThat(Files.readString(appliance.data().resolve("modules/modules.json")))
          .doesNotContain("\"pending\":null");
      Files.delete(block);
      tearState(appliance.data());
      appliance.start().awaitReady();

      comesUp(modules, REST, "0.2.0");
      assertThat(Files.readString(appliance.data().resolve("modules/modules.json")))
          .contains("\"pending\":null");
    }
  }

  @Test
  void modulesSurviveACleanedCacheAndANewerDistributionAndOneThatFailsFailsAlone()
      throws Exception {
    try (ModuleStreet modules = ModuleStreet.start(folder)) {
      Appliance appliance = modules.street().appliance();
      assertThat(modules.update(modules.shipped("0.2.0").in(modules.files())).done()).isTrue();
      Path scripted = ModuleJar.scripted(SCRIPTED, "1.0.0", "scripted", "up").in(modules.files());
      assertThat(modules.install(scripted).done()).isTrue();
      Path archived =
          ModuleJar.scripted(ARCHIVED, "1.0.0", "archived", "up").archiveIn(modules.files());
      assertThat(modules.install(archived).done()).isTrue();

      assertThat(appliance.stop(Duration.ofSeconds(60))).isTrue();
      deleteCache(appliance.data());
      appliance.start().awaitReady();
      comesUp(modules, REST, "0.2.0");
      comesUp(modules, SCRIPTED, "1.0.0");
      comesUp(modules, ARCHIVED, "1.0.0");

      Path home = NewerDistribution.in(ModuleStreet.unpacked(folder.resolve("newer")), NEWER);
      ModuleStreet.Said fit = modules.checkAgainst(home);
      assertThat(fit.done()).as(fit.text()).isTrue();
      assertThat(fit.text()).contains(NEWER, REST, SCRIPTED, ARCHIVED);
      ModuleStreet.Said unfit = modules.checkAgainst(anotherContract());
      assertThat(unfit.done()).isFalse();
      assertThat(unfit.text())
          .contains(SCRIPTED + " 引用的包 org.hutong.adapter")
          .contains(ARCHIVED + " 引用的包 org.hutong.adapter");

      assertThat(appliance.stop(Duration.ofSeconds(60))).isTrue();
      Files.delete(
          appliance
              .data()
              .resolve("modules/org.example.scripted/1.0.0/org.example.scripted-1.0.0.jar"));
      try (Appliance newer = over(appliance, home)) {
        newer.start().awaitReady();
        Waiting.within(LIMIT, () -> modules.shown(newer, REST).state().equals("RUNNING"));
        assertThat(modules.shown(newer, REST)).isEqualTo(new Shown("0.2.0", "RUNNING", ""));
        Waiting.within(LIMIT, () -> modules.shown(newer, ARCHIVED).state().equals("RUNNING"));
        assertThat(modules.shown(newer, SCRIPTED))
            .isEqualTo(new Shown("1.0.0", "FAILED", "模块文件缺失或被改动"));
      }
    }
  }

  /** The newer distribution over the same data and keys. */
  private static Appliance over(Appliance old, Path home) throws Exception {
    return new Appliance(home, old.data().getParent(), Ports.free(), Ports.free());
  }

  private Path anotherContract() throws Exception {
    Path home = ModuleStreet.unpacked(folder.resolve("another"));
    return NewerDistribution.withAnotherSpi(home, "2.0.0");
  }

  /** As a kill leaves it that comes while Karaf writes it, in place. */
  private static void tearState(Path data) throws Exception {
    try (Stream<Path> files = Files.walk(data.resolve("karaf/cache"))) {
      Path state = files.filter(file -> file.endsWith("state.json")).findAny().orElseThrow();
      Files.write(state, new byte[0]);
    }
  }

  private static void deleteCache(Path data) throws Exception {
    Process rm =
        new ProcessBuilder("rm", "-rf", data.resolve("karaf/cache").toString()).inheritIO().start();
    assertThat(rm.waitFor()).isZero();
  }
}
