package org.hutong.core.systems.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hutong.core.store.DatabaseConfig;
import org.hutong.core.store.KeyRing;
import org.hutong.core.store.PrivateFiles;
import org.hutong.core.store.SqlStore;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.Fakes.Systems;
import org.hutong.core.systems.modules.Desired.Pending;
import org.hutong.core.systems.modules.ModuleForm.FeatureRef;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.Module;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** What stands in {@code modules.json} at each moment of a swap, and what a start makes of it. */
class OperationsTest {
  private static final String NAME = "org.example.a";
  private static final ModuleLimits LIMITS =
      new ModuleLimits(
          1,
          1,
          1,
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofMillis(200),
          Duration.ofMillis(200),
          Duration.ofMillis(200));

  @TempDir private Path folder;
  private final FakeKaraf karaf = new FakeKaraf();
  private final AdapterRegistry registry =
      new AdapterRegistry(new Systems(), Duration.ofSeconds(1));
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private SqlStore store;
  private ModuleFolder modules;
  private KarafCache cache;
  private KarafFeatures features;
  private Shelf shelf;
  private Swap swap;
  private Operations operations;

  @BeforeEach
  void open() throws Exception {
    store =
        SqlStore.open(
            DatabaseConfig.derby(folder.resolve("db")),
            KeyRing.open(folder.resolve("keys")),
            Clock.systemUTC());
    modules = new ModuleFolder(folder.resolve("modules"));
    cache = new KarafCache(folder);
    features =
        new KarafFeatures(
            karaf.context(), karaf.features(), modules.root(), cache, Duration.ofSeconds(10));
    shelf = new Shelf(modules, features);
    shelf.load();
    swap = new Swap(karaf.context(), features, registry, LIMITS);
    operations = new Operations(shelf, null, null, swap, failures);
  }

  @AfterEach
  void close() {
    registry.close();
    store.close();
  }

  private Kept kept(String version, FeatureRef... refs) throws Exception {
    String jar = NAME + "-" + version + ".jar";
    Path place = modules.root().resolve(NAME).resolve(version);
    Files.createDirectories(place);
    Files.writeString(place.resolve(jar), version);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(version.getBytes());
    return new Kept(
        NAME,
        version,
        List.of(jar),
        List.of(NAME),
        List.of(version),
        List.of(refs),
        HexFormat.of().formatHex(digest),
        List.of("made-up"),
        OffsetDateTime.parse("2026-03-02T09:00:00+08:00"));
  }

  private Kept runs(String version) throws Exception {
    Kept kept = kept(version);
    features.install(features.target(kept, modules.of(kept)));
    shelf.store(shelf.desired().ended(NAME, null, kept));
    return kept;
  }

  private Desired stored() throws Exception {
    return new ModuleFolder(modules.root()).load();
  }

  private void start() throws Exception {
    Shelf next = new Shelf(modules, features);
    next.load();
    ModuleStart start =
        new ModuleStart(
            karaf.context(), next, cache, features, swap, registry, new ModuleAudit(store));
    start.hold();
    start.run();
    assertThat(start.failures()).isEmpty();
  }

  private long audited(String result) {
    return store.read(
        c -> {
          try (var rows =
              c.prepareStatement(
                      "SELECT COUNT(*) FROM audit_log WHERE what = 'module.complete'"
                          + " AND result = '"
                          + result
                          + "'")
                  .executeQuery()) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  @Test
  void whatIsPutBackIsTheIntentBeforeItIsPutBack() throws Exception {
    Kept former = runs("1.0.0");
    Kept bad = kept("2.0.0");
    karaf.dead.add("2.0.0");
    List<Pending> during = new ArrayList<>();
    karaf.watch =
        (feature, version) -> during.add(new ModuleFolder(modules.root()).load().pending());
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> operations.swap(NAME, former, bad))
        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.MODULE_ROLLED_BACK));
    assertThat(during)
        .containsExactly(new Pending(NAME, former, bad), new Pending(NAME, bad, former));
    assertThat(karaf.bundles()).containsExactly(NAME + "/1.0.0");
    assertThat(stored().pending()).isNull();
    assertThat(stored().current(NAME)).isEqualTo(former);
  }

  @Test
  void theFormerVersionIsPutBackAlsoWhereTheDiskTakesNoMore() throws Exception {
    Kept former = runs("1.0.0");
    Kept bad = kept("2.0.0");
    karaf.dead.add("2.0.0");
    Path inTheWay = modules.root().resolve("modules.json.new/x");
    karaf.watch = (feature, version) -> Files.createDirectories(inTheWay);
    assertThatIOException().isThrownBy(() -> operations.swap(NAME, former, bad));
    assertThat(karaf.bundles()).containsExactly(NAME + "/1.0.0");
  }

  @Test
  void aRollBackThatWasCutOffIsCompletedAndTheJudgedVersionIsNotTriedAgain() throws Exception {
    Kept former = runs("1.0.0");
    Kept bad = kept("2.0.0"); // comes up now: only its judgement kept it away
    shelf.store(shelf.desired().begun(new Pending(NAME, bad, former)));
    features.install(features.target(bad, modules.of(bad)));
    start();
    assertThat(karaf.bundles()).containsExactly(NAME + "/1.0.0");
    assertThat(stored()).isEqualTo(Desired.NOTHING.ended(NAME, null, former));
    assertThat(audited("rolled-back")).isOne();
  }

  @Test
  void soIsThatOfAFirstInstallation() throws Exception {
    Kept bad = kept("1.0.0");
    shelf.store(shelf.desired().begun(new Pending(NAME, bad, null)));
    features.install(features.target(bad, modules.of(bad)));
    start();
    assertThat(karaf.bundles()).isEmpty();
    assertThat(stored()).isEqualTo(Desired.NOTHING);
    assertThat(audited("rolled-back")).isOne();
  }

  @Test
  void anUpdateThatWasCutOffBeforeItsJudgementGoesForward() throws Exception {
    Kept former = runs("1.0.0");
    Kept next = kept("2.0.0");
    shelf.store(shelf.desired().begun(new Pending(NAME, former, next)));
    start();
    assertThat(karaf.bundles()).containsExactly(NAME + "/2.0.0");
    assertThat(stored().current(NAME)).isEqualTo(next);
    assertThat(audited("ok")).isOne();
  }

  @Test
  void whatFailsWhileTheFrameworkEndsIsNoJudgement() throws Exception {
    Kept former = runs("1.0.0");
    Kept next = kept("2.0.0");
    karaf.dead.add("2.0.0");
    karaf.state = Bundle.STOPPING;
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> operations.swap(NAME, former, next))
        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.OVERLOADED_TRY_LATER));
    assertThat(stored().pending()).isEqualTo(new Pending(NAME, former, next));
  }

  @Test
  void aModuleWhoseFeatureOrFolderIsGoneCanBeUpdatedAndRemoved() throws Exception {
    Kept former = runs("1.0.0");
    Kept lacking = kept("1.0.0", new FeatureRef("webconsole", "4.4.10"));
    shelf.store(shelf.desired().ended(NAME, null, lacking));
    operations.swap(NAME, lacking, kept("2.0.0"));
    assertThat(karaf.bundles()).containsExactly(NAME + "/2.0.0");
    assertThat(former.version()).isEqualTo("1.0.0");

    PrivateFiles.remove(modules.root().resolve(NAME));
    operations.remove(NAME);
    assertThat(karaf.bundles()).isEmpty();
    assertThat(stored()).isEqualTo(Desired.NOTHING);
  }

  @Test
  void whereItsFilesAreGoneTheFormerVersionIsNotPutBackAndThatIsSaid() throws Exception {
    Kept former = runs("1.0.0");
    PrivateFiles.remove(modules.root().resolve(NAME));
    Kept bad = kept("2.0.0");
    karaf.dead.add("2.0.0");
    features.forget(features.known().get(0));
    PrivateFiles.remove(modules.of(former));
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> operations.swap(NAME, former, bad))
        .withMessageContaining("原版本也未能恢复");
    assertThat(stored().pending()).isNull();
  }

  @Test
  void whatDoesNotRunIsNotShownAsRunning() throws Exception {
    Kept kept = runs("1.0.0");
    ModuleList list = new ModuleList(karaf.context(), shelf, features, failures);
    assertThat(list.one(NAME)).map(Module::state).contains("RUNNING");
    karaf.dead.add("1.0.0"); // somebody stopped it
    assertThat(list.one(NAME).orElseThrow().state()).isEqualTo("FAILED");
    assertThat(list.one(NAME).orElseThrow().reason()).isEqualTo("没有在运行");
    features.withdraw(features.target(kept, modules.of(kept)).feature());
    assertThat(list.one(NAME)).map(Module::state).contains("FAILED");
    failures.put(NAME, "模块文件缺失或被改动");
    assertThat(list.one(NAME)).map(Module::reason).contains("模块文件缺失或被改动");
  }
}
