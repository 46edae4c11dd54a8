package org.hutong.core.systems.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.hutong.core.systems.modules.ModuleForm.BundleForm;
import org.hutong.core.systems.modules.ModuleForm.FeatureRef;
import org.hutong.problem.Refused;
import org.hutong.systems.CoreCheck;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.VersionRange;

/** Modules beside a distribution of a few files, in the shape Karaf's assembly gives it. */
class FitCheckTest {
  private static final OffsetDateTime AT = OffsetDateTime.parse("2026-03-02T09:00:00+08:00");
  private static final String SPI = "org.hutong.adapter;version=\"1.4.0\"";
  private static final String FEATURES =
      """
      <features name="hutong" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
        <feature name="hutong-contracts" version="0.2.0">
          <details>what is shared</details>
          <bundle start-level="50">mvn:org.hutong/adapter-spi/0.2.0</bundle>
        </feature>
        <feature name="hutong-adapter-rest" version="0.2.0">
          <feature>hutong-contracts</feature>
          <bundle>mvn:org.hutong/adapter-rest/0.2.0</bundle>
        </feature>
        <feature name="library" version="1.0.0"><bundle>mvn:org.example/library/1</bundle></feature>
        <feature name="library" version="2.0.0">
          <bundle>mvn:org.example/library/2</bundle>
          <conditional>
            <condition>hutong-contracts</condition>
            <bundle>mvn:org.example/beside/1</bundle>
          </conditional>
          <conditional>
            <condition>never</condition>
            <bundle>mvn:org.example/absent/1</bundle>
          </conditional>
        </feature>
        <feature name="never" version="1"><bundle>mvn:org.example/never/1</bundle></feature>
      </features>
      """;

  @TempDir private Path folder;
  private Path core;
  private ModuleFolder modules;

  /** The running appliance: asked for nothing but what the JDK brings. */
  private static final class Running implements Surroundings {
    @Override
    public boolean exported(String packageName, VersionRange range) {
      return true;
    }

    @Override
    public List<String> importers(String packageName) {
      throw new AssertionError(packageName);
    }

    @Override
    public boolean installed(String symbolicName) {
      throw new AssertionError(symbolicName);
    }

    @Override
    public Optional<String> feature(String name) {
      throw new AssertionError(name);
    }

    @Override
    public List<String> contractPackages() {
      return List.of();
    }
  }

  @BeforeEach
  void unpack() throws IOException {
    modules = new ModuleFolder(folder.resolve("modules"));
    core = folder.resolve("hutong-0.2.0");
    write("etc/build.id", "0.2.0 2026-12-01T00:00:00Z");
    write(
        "etc/config.properties",
        "org.osgi.framework.system.packages=org.osgi.framework;version=\"1.10\",${jre}\n");
    write("etc/startup.properties", "reference\\:file\\:org/example/log/1/log-1.jar = 8\n");
    write(
        "etc/org.apache.karaf.features.cfg",
        "featuresBoot=(hutong-adapter-rest/0.2.0), library/2.0.0\n");
    write("system/org/hutong/hutong-features/0.2.0/hutong-features-0.2.0-features.xml", FEATURES);
    write("system/org/example/web/1/web-1-jetty.xml", "<!DOCTYPE a PUBLIC 'b' 'c'><a>text</a>");
    jar("org/example/log/1/log-1.jar", "org.example.log", "1.0.0", "org.slf4j;version=\"1.7.36\"");
    jar("org/hutong/adapter-spi/0.2.0/adapter-spi-0.2.0.jar", "org.hutong.adapter-spi", SPI);
    jar("org/hutong/adapter-rest/0.2.0/adapter-rest-0.2.0.jar", "org.hutong.adapter-rest", "");
    jar("org/example/library/1/library-1.jar", "org.example.library", "old.library");
    jar("org/example/library/2/library-2.jar", "org.example.library", "org.example.library");
    jar("org/example/beside/1/beside-1.jar", "org.example.beside", "org.example.beside");
    jar("org/example/absent/1/absent-1.jar", "org.example.absent", "org.example.absent");
    jar("org/example/never/1/never-1.jar", "org.example.never", "org.example.never");
  }

  private void write(String path, String text) throws IOException {
    Path file = core.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void jar(String path, String name, String exports) throws IOException {
    jar(path, name, "0.2.0", exports);
  }

  private void jar(String path, String name, String version, String exports) throws IOException {
    Path file = core.resolve("system").resolve(path);
    Files.createDirectories(file.getParent());
    ModuleFile jar =
        ModuleFile.bundle()
            .header("Bundle-SymbolicName", name)
            .header("Bundle-Version", version)
            .without("Import-Package");
    (exports.isEmpty() ? jar : jar.header("Export-Package", exports)).write(file);
  }

  /** Keeps it as the appliance would have, when it was installed. */
  private Kept keep(ModuleFile file, String... features) throws IOException {
    Path jar = file.write(folder.resolve("module.jar"));
    BundleForm form =
        new BundleCheck(new Archives(ModuleReaderTest.LIMITS), new Running())
            .read(jar, "module.jar", new Findings())
            .orElseThrow();
    List<FeatureRef> refs =
        List.of(features).stream().map(each -> new FeatureRef(each, "0.1.0")).toList();
    ModuleForm module = new ModuleForm(List.of(form), refs);
    Kept kept = ModuleFolder.describe(module, AT);
    ModuleFolder.copy(module, kept, modules.of(kept));
    modules.save(modules.load().ended(kept.name(), null, kept));
    return kept;
  }

  private CoreCheck check() throws IOException {
    return check(null);
  }

  private CoreCheck check(Path file) throws IOException {
    Shelf shelf = new Shelf(modules, null);
    shelf.load();
    return new FitCheck(shelf, new Running(), ModuleReaderTest.LIMITS).check(core, file);
  }

  private CoreCheck.Fit only() throws IOException {
    CoreCheck check = check();
    assertThat(check.modules()).hasSize(1);
    assertThat(check.allFit()).isEqualTo(check.modules().get(0).fits());
    return check.modules().get(0);
  }

  private static ModuleFile importing(String packages) {
    return ModuleFile.bundle().header("Import-Package", packages);
  }

  @Test
  void aStreetWithoutModulesHasNothingThatDoesNotFit() throws IOException {
    assertThat(check()).isEqualTo(new CoreCheck("0.2.0", List.of()));
    assertThat(check().allFit()).isTrue();
  }

  @Test
  void aModuleOfTheReleaseBeforeFitsWhereEveryPackageIsStillInItsRange() throws IOException {
    keep(
        importing(
            "org.hutong.adapter;version=\"[1.3,2)\",org.slf4j;version=\"[1.7,2)\","
                + "org.osgi.framework,javax.crypto,java.util,org.example.library,"
                + "org.example.beside,org.nowhere;resolution:=optional"),
        "hutong-contracts");

    assertThat(only())
        .isEqualTo(new CoreCheck.Fit("org.example.module", "1.2.3", true, List.of(), List.of()));
  }

  @Test
  void aPackageThatLeftTheRangeIsNamed() throws IOException {
    keep(importing("org.hutong.adapter;version=\"[1.3,1.4)\""));

    assertThat(only().findings())
        .containsExactly("org.example.module 引用的包 org.hutong.adapter（版本 [1.3,1.4)）没有提供者");
  }

  @Test
  void whatLiesInTheDistributionButIsNotInstalledProvidesNothing() throws IOException {
    keep(importing("org.example.never,org.example.absent,old.library"));

    assertThat(only().findings()).hasSize(3).allMatch(each -> each.endsWith("（版本 0.0.0）没有提供者"));
  }

  @Test
  void whatTheRunningCoreBringsIsNotTakenForTheOtherOnes() throws IOException {
    keep(importing("org.apache.karaf.shell.api.action"));

    assertThat(only().fits()).isFalse();
  }

  @Test
  void aFeatureThatIsGoneIsNamed() throws IOException {
    keep(ModuleFile.bundle(), "webconsole");

    assertThat(only().findings())
        .containsExactly("org.example.module 引用的 feature webconsole 在该版本中没有安装");
  }

  @Test
  void aNameThatTheDistributionTookMeanwhileIsNamed() throws IOException {
    keep(ModuleFile.bundle().header("Bundle-SymbolicName", "org.example.library"));

    assertThat(only().findings()).containsExactly("其中已有同名的 org.example.library，它不属于该模块");
  }

  @Test
  void aModuleInPlaceOfAnAdapterOfTheDistributionSaysWhichOfThemWillServe() throws IOException {
    keep(
        ModuleFile.bundle()
            .header("Bundle-SymbolicName", "org.hutong.adapter-rest")
            .header("Bundle-Version", "0.1.5"));

    assertThat(only().fits()).isTrue();
    assertThat(only().notes()).containsExactly("它随机附带 0.2.0，比模块新；升级后仍由模块接管，不再需要时请移除");
  }

  @Test
  void filesThatWereTouchedAreSaidNow() throws IOException {
    Kept kept = keep(ModuleFile.bundle());
    Files.writeString(modules.of(kept).resolve(kept.jars().get(0)), "another content");

    assertThat(only().findings()).containsExactly(ModuleStart.CHANGED);
  }

  @Test
  void aFileForTheOtherCoreIsJudgedByItAndNotByTheRunningOne() throws IOException {
    Path file =
        importing("org.hutong.adapter;version=\"[1.4,2)\"").write(folder.resolve("newer.jar"));

    assertThat(check(file).modules())
        .containsExactly(
            new CoreCheck.Fit("org.example.module", "1.2.3", true, List.of(), List.of()));
    assertThat(check(folder.resolve("none.jar")).modules().get(0).findings())
        .containsExactly("没有可读的文件 none.jar");
  }

  @Test
  void whatIsNoDistributionOrNotAllOfItIsRefusedByWhatIsMissing() throws IOException {
    Files.delete(core.resolve("system/org/example/library/2/library-2.jar"));
    assertThatThrownBy(this::check)
        .isInstanceOf(Refused.class)
        .hasMessageContaining("不是完整的、已解压的安装目录")
        .hasMessageContaining("library-2.jar");

    core = folder.resolve("nothing");
    assertThatThrownBy(this::check)
        .isInstanceOf(Refused.class)
        .hasMessageContaining("org.apache.karaf.features.cfg");
  }
}
