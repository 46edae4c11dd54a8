package org.hutong.itests.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.itests.modules.ModuleStreet.REST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.hutong.harness.OpenLoop;
import org.hutong.harness.People;
import org.hutong.harness.Tally;
import org.hutong.harness.Waiting;
import org.hutong.itests.modules.ModuleStreet.Said;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modules come and go while the appliance works; what does not come up is put back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModuleSwapIT {
  private static final String SCRIPTED = "org.example.scripted";

  private ModuleStreet modules;
  private String shippedVersion;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    modules = ModuleStreet.start(folder);
    shippedVersion = modules.shown(REST).version();
  }

  @AfterAll
  void stop() throws IOException {
    if (modules != null) {
      modules.close();
    }
  }

  @BeforeEach
  void beginWithWhatIsShipped() throws Exception {
    modules.reset();
  }

  private void still(String version) throws Exception {
    assertThat(modules.shown(REST).version()).isEqualTo(version);
    assertThat(
            modules
                .street()
                .rest("it")
                .get("/systems/si-07")
                .body()
                .path("adapterVersion")
                .asText())
        .isEqualTo(version);
  }

  @Test
  void anAdapterIsSwappedForthAndBackUnderLoadAndNothingIsLostOrRefused() throws Exception {
    Path newer = modules.shipped("0.2.0").in(modules.files());
    Path newest = modules.shipped("0.2.1").in(modules.files());
    var entries = OpenLoop.overRest(modules.street().rest("clerk"), new People(42));
    // A JVM that has just begun is slower than any swap; it is not what is measured here.
    new OpenLoop(entries).run(20, 200, () -> true);
    OpenLoop load = new OpenLoop(entries);
    // Calls that are in flight when the adapter has to go.
    modules
        .street()
        .system("si-07")
        .control(
            "{\"fault\":\"slow\",\"times\":8,\"ms\":1500,\"when\":\"before\",\"on\":\"write\"}");
    CompletableFuture<List<Said>> swaps = new CompletableFuture<>();
    Thread swapper =
        new Thread(
            () -> {
              try {
                swaps.complete(
                    List.of(modules.update(newer), modules.update(newest), modules.update(newer)));
              } catch (InterruptedException e) {
                swaps.completeExceptionally(e);
              }
            },
            "swapper");
    swapper.start();
    OpenLoop.Result result = load.run(25, 300, swaps::isDone);

    assertThat(swaps.get()).allMatch(Said::done);
    assertThat(result.refusals()).isEmpty();
    assertThat(result.noneRefused()).isTrue();
    var hub = modules.street().system("si-07");
    Waiting.within(
        Duration.ofSeconds(60),
        () -> Tally.of("si-07", hub).missing(result.acknowledged()).isEmpty());
    Tally.Journal journal = Tally.of("si-07", hub);
    assertThat(journal.missing(result.acknowledged())).isEmpty();
    assertThat(journal.twice()).isEmpty();
    assertThat(journal.clients().keySet())
        .anyMatch(client -> client.endsWith("/0.2.0"))
        .anyMatch(client -> client.endsWith("/0.2.1"));
    still("0.2.0");
    assertThat(modules.street().appliance().data().resolve("log/hutong.log"))
        .content()
        .doesNotContain("refreshed bundles outside");
  }

  @Test
  void aVersionWhoseActivatorIsMissingIsRolledBack() throws Exception {
    Said said =
        modules.update(
            modules
                .shipped("0.3.0")
                .header("Bundle-Activator", "org.example.Missing")
                .in(modules.files()));

    assertThat(said.done()).isFalse();
    assertThat(said.code()).isEqualTo("MODULE_ROLLED_BACK");
    still(shippedVersion);
  }

  @Test
  void aVersionWhoseStartNeverEndsIsRolledBack() throws Exception {
    Said said =
        modules.update(
            ModuleJar.scripted(REST, "0.3.2", "rest", "up")
                .activator("start-hangs")
                .in(modules.files()));

    assertThat(said.code()).isEqualTo("MODULE_ROLLED_BACK");
    still(shippedVersion);
  }

  @Test
  void aVersionThatFailsWhenItStopsIsReplacedAndRemovedAllTheSame() throws Exception {
    String stuck = "org.example.unstoppable";
    for (String version : List.of("1.0.0", "1.1.0")) {
      Path file =
          ModuleJar.scripted(stuck, version, "unstoppable", "up")
              .activator("stop-throws")
              .in(modules.files());
      Said said = version.equals("1.0.0") ? modules.install(file) : modules.update(file);
      assertThat(said.done()).as(said.text()).isTrue();
    }
    assertThat(modules.shown(stuck).version()).isEqualTo("1.1.0");

    assertThat(modules.remove(stuck).done()).isTrue();

    // Karaf must not want it back when the next module comes.
    Path next = ModuleJar.scripted(SCRIPTED, "1.0.0", "scripted", "up").in(modules.files());
    Said said = modules.install(next);
    assertThat(said.done()).as(said.text()).isTrue();
    assertThat(modules.remove(SCRIPTED).done()).isTrue();
  }

  @Test
  void aVersionWithABrokenBlueprintIsRolledBack() throws Exception {
    Said said =
        modules.update(
            ModuleJar.scripted(REST, "0.3.1", "rest", "up")
                .blueprint("<blueprint xmlns=\"http://www.osgi.org/xmlns/blueprint/v1.0.0\">")
                .in(modules.files()));

    assertThat(said.code()).isEqualTo("MODULE_ROLLED_BACK");
    still(shippedVersion);
  }

  @ParameterizedTest
  @CsvSource({"0.4.0,throws", "0.4.1,hangs", "0.4.2,down", "0.4.4,fails"})
  void aVersionWhoseHealthIsWorseThanBeforeIsRolledBack(String version, String health)
      throws Exception {
    Said said =
        modules.update(ModuleJar.scripted(REST, version, "rest", health).in(modules.files()));

    assertThat(said.code()).isEqualTo("MODULE_ROLLED_BACK");
    assertThat(said.text()).contains("si-07");
    still(shippedVersion);
  }

  @Test
  void aVersionThatNoLongerServesItsTechnologyIsRolledBack() throws Exception {
    Said said =
        modules.update(ModuleJar.scripted(REST, "0.4.3", "other", "up").in(modules.files()));

    assertThat(said.code()).isEqualTo("MODULE_ROLLED_BACK");
    still(shippedVersion);
  }

  @Test
  void anExportIsRefusedNamingThePackage() throws Exception {
    Path file =
        ModuleJar.scripted(REST, "0.5.0", "rest", "up")
            .header("Export-Package", "javax.persistence;version=\"2.2\"")
            .in(modules.files());

    assertThat(modules.check(file).text()).contains("javax.persistence");
    Said said = modules.update(file);
    assertThat(said.code()).isEqualTo("MODULE_REFUSED");
    assertThat(said.text()).contains("javax.persistence");
    still(shippedVersion);
  }

  @Test
  void whatKarafWouldRefreshOutsideTheModuleIsRefusedByName() throws Exception {
    // A bundle that would like to be wired to another, if only that one were there.
    Path wishing =
        ModuleJar.scripted("org.example.wishing", "1.0.0", "wishing", "up")
            .header("Require-Bundle", "org.example.wished;resolution:=optional")
            .in(modules.files());
    Path features =
        Files.writeString(
            modules.files().resolve("wishing.xml"),
            """
            <features name="wishing" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
              <feature name="wishing" version="1.0.0"><bundle>%s</bundle></feature>
            </features>
            """
                .formatted(wishing.toUri()));
    modules.say("admin", "feature:repo-add " + features.toUri());
    Said installed = modules.say("admin", "feature:install wishing");
    assertThat(installed.done()).as(installed.text()).isTrue();
    Path wished =
        ModuleJar.scripted("org.example.wished", "1.0.0", "wished", "up").in(modules.files());
    try {
      assertThat(modules.check(wished).text()).contains("org.example.wishing");
      Said said = modules.install(wished);
      assertThat(said.code()).isEqualTo("MODULE_REFUSED");
      assertThat(said.text()).contains("org.example.wishing");
      assertThat(modules.shown("org.example.wished").version()).isEmpty();
    } finally {
      modules.say("admin", "feature:uninstall wishing");
    }
  }

  @Test
  void aModuleOfItsOwnIsInstalledUpdatedFromAnArchiveAndRemoved() throws Exception {
    Path first = ModuleJar.scripted(SCRIPTED, "1.0.0", "scripted", "up").in(modules.files());
    Path second =
        ModuleJar.scripted(SCRIPTED, "1.1.0", "scripted", "up").archiveIn(modules.files());

    assertThat(modules.update(first).code()).isEqualTo("MODULE_NOT_FOUND");
    assertThat(modules.install(first).done()).isTrue();
    assertThat(modules.install(second).code()).isEqualTo("MODULE_REFUSED");
    assertThat(modules.update(second).done()).isTrue();
    assertThat(modules.shown(SCRIPTED).version()).isEqualTo("1.1.0");
    assertThat(modules.remove(SCRIPTED).done()).isTrue();
    assertThat(modules.shown(SCRIPTED).version()).isEmpty();
    assertThat(modules.remove(SCRIPTED).code()).isEqualTo("MODULE_NOT_FOUND");
  }

  @Test
  void aTechnologyThatIsServedIsNotTakenOverByAnotherModule() throws Exception {
    Said said =
        modules.install(
            ModuleJar.scripted("org.example.usurper", "9.0.0", "rest", "up").in(modules.files()));

    assertThat(said.done()).isFalse();
    assertThat(said.text()).contains(REST);
    still(shippedVersion);
  }

  @Test
  void aStrangerThatClaimsToDeliverNeverGetsADocumentUnderLoad() throws Exception {
    Path claimant =
        ModuleJar.scripted("org.example.claimant", "9.0.0", "rest", "claims").in(modules.files());
    OpenLoop load = new OpenLoop(OpenLoop.overRest(modules.street().rest("clerk"), new People(43)));
    CompletableFuture<Said> installed = new CompletableFuture<>();
    Thread installer =
        new Thread(
            () -> {
              try {
                installed.complete(modules.install(claimant));
              } catch (InterruptedException e) {
                installed.completeExceptionally(e);
              }
            },
            "installer");
    installer.start();
    OpenLoop.Result result = load.run(10, 100, installed::isDone);

    assertThat(installed.get().done()).isFalse();
    assertThat(installed.get().text()).contains(REST);
    assertThat(result.acknowledged()).isNotEmpty();
    var hub = modules.street().system("si-07");
    Waiting.within(
        Duration.ofSeconds(60),
        () -> Tally.of("si-07", hub).missing(result.acknowledged()).isEmpty());
    assertThat(Tally.of("si-07", hub).missing(result.acknowledged()))
        .as("cases that only the stranger was given")
        .isEmpty();
    still(shippedVersion);
  }

  @Test
  void whatIsShippedCannotBeRemovedAndAClerkCanDoNothing() throws Exception {
    assertThat(modules.remove(REST).code()).isEqualTo("MODULE_REFUSED");
    assertThat(modules.say("clerk", "hutong:modules").done()).isFalse();
  }

  @Test
  void theClassesOfAVersionThatWasSwappedOutAreFreed() throws Exception {
    for (String version : List.of("0.6.0", "0.6.1", "0.6.2", "0.6.3")) {
      Path file = ModuleJar.scripted(REST, version, "rest", "up").in(modules.files());
      assertThat(modules.update(file).done()).isTrue();
    }
    String factory = "org.hutong.itests.modules.adapter.ScriptedFactory/";
    long pid = modules.street().appliance().pid();

    assertThat(
            Waiting.within(
                Duration.ofSeconds(30),
                () -> {
                  Jcmd.run(pid, "GC.run");
                  return Jcmd.count(Jcmd.run(pid, "VM.class_hierarchy"), factory) == 1;
                }))
        .as("one class, of the version that runs")
        .isTrue();
  }
}
