package org.hutong.core.systems.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

class ModuleReaderTest {
  static final ModuleLimits LIMITS =
      new ModuleLimits(
          1 << 20,
          1 << 20,
          50,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO);
  private static final String FEATURES =
      """
      <features name="m" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
        <feature name="m" version="1.0.0">
          <feature>hutong-contracts</feature>
          <bundle>mvn:org.example/module/1.2.3</bundle>%s
        </feature>%s
      </features>
      """;
  private static final String JAR = "repository/org/example/module/1.2.3/module-1.2.3.jar";

  @TempDir private Path folder;
  private final Findings findings = new Findings();

  /** An appliance with the SPI, and a gateway that would like javax.persistence. */
  private static final class Street implements Surroundings {
    @Override
    public boolean exported(String packageName, VersionRange range) {
      return packageName.equals("org.hutong.adapter") && range.includes(new Version("1.0.0"));
    }

    @Override
    public List<String> importers(String packageName) {
      return packageName.equals("javax.persistence")
          ? List.of("org.hutong.gateway-rest")
          : List.of();
    }

    @Override
    public boolean installed(String symbolicName) {
      return false;
    }

    @Override
    public Optional<String> feature(String name) {
      return name.equals("hutong-contracts") ? Optional.of("0.1.0") : Optional.empty();
    }

    @Override
    public List<String> contractPackages() {
      return List.of("org.hutong.adapter", "org.hutong.kernel");
    }
  }

  private Optional<ModuleForm> read(ModuleFile file, String shown) throws IOException {
    Path written = file.write(folder.resolve("file"));
    return new ModuleReader(LIMITS, new Street()).read(written, shown, folder, findings);
  }

  private Optional<ModuleForm> bundle(ModuleFile file) throws IOException {
    return read(file, "module.jar");
  }

  @Test
  void aGoodBundleIsReadByItsNameAndVersion() throws IOException {
    ModuleForm form = bundle(ModuleFile.bundle()).orElseThrow();

    assertThat(findings.sentences()).isEmpty();
    assertThat(form.name()).isEqualTo("org.example.module");
    assertThat(form.version()).isEqualTo(new Version("1.2.3"));
  }

  @Test
  void anExportIsRefusedNamingThePackageAndWhoWouldBeWiredAnew() throws IOException {
    bundle(ModuleFile.bundle().header("Export-Package", "javax.persistence;version=\"2.2\""));

    assertThat(findings.sentences())
        .containsExactly(
            "org.example.module 不得导出包 javax.persistence，会使 org.hutong.gateway-rest 重新装配");
    assertThat(findings.refreshed()).containsExactly("org.hutong.gateway-rest");
  }

  @ParameterizedTest
  @CsvSource({
    "Fragment-Host,org.apache.felix.framework",
    "DynamicImport-Package,*",
    "Require-Bundle,org.hutong.core",
    "ExtensionBundle-Activator,org.example.Evil"
  })
  void whatWouldReachOutsideTheModuleIsRefused(String header, String value) throws IOException {
    bundle(ModuleFile.bundle().header(header, value));

    assertThat(findings.sentences())
        .containsExactly("org.example.module 不得使用 " + header + "：" + value);
  }

  @Test
  void anImportNobodyExportsIsNamedBeforeKarafIsAsked() throws IOException {
    bundle(
        ModuleFile.bundle()
            .header(
                "Import-Package",
                "org.hutong.adapter;version=\"[2.0,3)\",org.nowhere;resolution:=optional"));

    assertThat(findings.sentences())
        .containsExactly("org.example.module 引用的包 org.hutong.adapter（版本 [2.0,3)）没有提供者");
  }

  @Test
  void anAdapterSeesTheSpiAndTheKernelOfOursAndNothingElse() throws IOException {
    bundle(ModuleFile.bundle().header("Import-Package", "org.hutong.casework"));

    assertThat(findings.sentences())
        .containsExactly(
            "org.example.module 不得引用包 org.hutong.casework，接入插件只能引用"
                + " org.hutong.kernel、org.hutong.adapter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/hutong/adapter/AdapterFactory.class",
        "META-INF/versions/17/org/hutong/adapter/AdapterFactory.class"
      })
  void aCopyOfTheContractInsideIsRefused(String entry) throws IOException {
    bundle(ModuleFile.bundle().entry(entry, "x"));

    assertThat(findings.sentences())
        .containsExactly("org.example.module 不得自带平台的包 org.hutong.adapter");
  }

  @Test
  void aCapabilityOtherThanAServiceIsRefused() throws IOException {
    bundle(
        ModuleFile.bundle()
            .header("Provide-Capability", "osgi.service;objectClass=x,osgi.extender;x=y"));

    assertThat(findings.sentences()).containsExactly("org.example.module 不得提供能力 osgi.extender");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bundle-SymbolicName", "Bundle-Version", "Bundle-ManifestVersion"})
  void aBundleThatDoesNotSayWhoItIsIsRefused(String header) throws IOException {
    assertThat(bundle(ModuleFile.bundle().without(header))).isEmpty();
    assertThat(findings.sentences()).singleElement().asString().contains(header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "a/../../evil", "/etc/passwd", "a\\b", "c:evil"})
  void aPathThatLeavesTheFolderIsRefused(String path) throws IOException {
    assertThat(bundle(ModuleFile.bundle().entry(path, "x"))).isEmpty();
    assertThat(findings.sentences()).singleElement().asString().contains("不安全的路径");
  }

  @Test
  void whatUnpacksToTooMuchIsRefusedHoweverSmallItIsPacked() throws IOException {
    assertThat(bundle(ModuleFile.bundle().entry("bomb", new byte[2 << 20]))).isEmpty();
    assertThat(Files.size(folder.resolve("file"))).isLessThan(10_000);
    assertThat(findings.sentences()).containsExactly("module.jar 解压后超过 1 MiB");
  }

  @Test
  void whatIsNoArchiveIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no archive");
    new ModuleReader(LIMITS, new Street()).read(file, "module.jar", folder, findings);

    assertThat(findings.sentences()).containsExactly("module.jar 不是完好的压缩文件");
  }

  private byte[] jar() throws IOException {
    return Files.readAllBytes(ModuleFile.bundle().write(folder.resolve("inner.jar")));
  }

  @Test
  void anArchiveOfOneFeatureAndItsBundlesIsRead() throws IOException {
    ModuleForm form =
        read(ModuleFile.archive(FEATURES.formatted("", "")).entry(JAR, jar()), "module.kar")
            .orElseThrow();

    assertThat(findings.sentences()).isEmpty();
    assertThat(form.name()).isEqualTo("org.example.module");
    assertThat(form.features())
        .containsExactly(new ModuleForm.FeatureRef("hutong-contracts", "0.1.0"));
  }

  @ParameterizedTest
  @CsvSource({
    "<config name='x'>a=b</config>,config",
    "<configfile finalname='x'>y</configfile>,configfile",
    "<library>x</library>,library",
    "<capability>x</capability>,capability",
    "<conditional><condition>x</condition></conditional>,conditional"
  })
  void whatKarafWouldDoBesidesInstallingBundlesIsRefused(String xml, String element)
      throws IOException {
    read(ModuleFile.archive(FEATURES.formatted(xml, "")).entry(JAR, jar()), "module.kar");

    assertThat(findings.sentences()).contains("repository/features.xml 不得含有 <" + element + ">");
  }

  @Test
  void anotherRepositoryIsRefused() throws IOException {
    String features = FEATURES.formatted("", "<repository>mvn:x/y/1/xml</repository>");
    read(ModuleFile.archive(features).entry(JAR, jar()), "module.kar");

    assertThat(findings.sentences()).contains("repository/features.xml 不得含有 <repository>");
  }

  @Test
  void aBundleFromElsewhereIsRefused() throws IOException {
    String features = FEATURES.formatted("<bundle>mvn:org.other/thing/1</bundle>", "");
    read(ModuleFile.archive(features).entry(JAR, jar()), "module.kar");

    assertThat(findings.sentences()).containsExactly("m 引用了文件之外的安装包 mvn:org.other/thing/1");
  }

  @Test
  void aFeatureThatIsNotInstalledIsRefused() throws IOException {
    String features = FEATURES.formatted("<feature>webconsole</feature>", "");
    read(ModuleFile.archive(features).entry(JAR, jar()), "module.kar");

    assertThat(findings.sentences()).containsExactly("m 引用了尚未安装的 feature webconsole");
  }

  @Test
  void aStartLevelOfItsOwnIsRefused() throws IOException {
    String features = FEATURES.replace("<bundle>", "<bundle start-level='1'>").formatted("", "");
    read(ModuleFile.archive(features).entry(JAR, jar()), "module.kar");

    assertThat(findings.sentences())
        .containsExactly("repository/features.xml 的 <bundle> 不得使用属性 start-level");
  }

  @Test
  void aDocumentTypeIsRefused() throws IOException {
    String features = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + FEATURES;
    read(ModuleFile.archive(features.formatted("&e;", "")).entry(JAR, jar()), "module.kar");

    assertThat(findings.sentences())
        .singleElement()
        .asString()
        .startsWith("repository/features.xml 不");
  }
}
