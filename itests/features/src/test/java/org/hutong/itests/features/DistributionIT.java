package org.hutong.itests.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** What the tarball holds, without starting it. */
class DistributionIT {
  private static Distribution distribution;

  @BeforeAll
  static void unpack(@TempDir Path folder) throws IOException, InterruptedException {
    distribution = Distribution.unpackedInto(folder);
  }

  @Test
  void eventAdminStartsWithTheFrameworkSoThatItNeverRefreshesTheLogging() throws IOException {
    assertThat(distribution.properties("startup.properties").stringPropertyNames())
        .anyMatch(bundle -> bundle.contains("org.apache.karaf.services.eventadmin"));
  }

  @Test
  void noRepositoryOutsideIsConfigured() throws IOException {
    var maven = distribution.properties("org.ops4j.pax.url.mvn.cfg");
    assertThat(maven.getProperty("org.ops4j.pax.url.mvn.repositories")).isEmpty();
    assertThat(maven.getProperty("org.ops4j.pax.url.mvn.useFallbackRepositories"))
        .isEqualTo("false");
    for (var file : distribution.files("etc", ".cfg")) {
      assertThat(Files.readString(file)).as(file.toString()).doesNotContain("repo1.maven.org");
    }
  }

  @Test
  void noAccountAndNoKeyIsShipped() throws IOException {
    assertThat(distribution.properties("users.properties")).isEmpty();
    assertThat(distribution.properties("keys.properties")).isEmpty();
    assertThat(distribution.files(".", ".p12")).isEmpty();
    assertThat(distribution.files(".", ".key")).isEmpty();
  }

  @Test
  void theFolderOfDroppedFilesAndItsDeployersAreGone() throws IOException {
    assertThat(distribution.home().resolve("deploy")).doesNotExist();
    assertThat(distribution.home().resolve("etc/org.apache.felix.fileinstall-deploy.cfg"))
        .doesNotExist();
    assertThat(distribution.files("system", ".jar"))
        .noneMatch(jar -> jar.toString().contains("/karaf/deployer/"))
        .noneMatch(jar -> jar.toString().contains("org.apache.karaf.management.server"));
  }

  @Test
  void fiveCommandsAreExecutable() {
    for (var command : List.of("karaf", "start", "stop", "status", "client")) {
      assertThat(distribution.home().resolve("bin").resolve(command)).isExecutable();
    }
  }

  @Test
  void aTakenPortIsToldInOneSentence(@TempDir Path folder) throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = String.valueOf(taken.getLocalPort());
      assertThat(refusal(folder, Map.of("HUTONG_HTTP_PORT", port)))
          .containsExactly(
              "hutong: 端口已被占用 The port is taken by another process: HUTONG_HTTP_PORT=" + port);
    }
  }

  @Test
  void aNumberThatIsNoPortIsToldInOneSentence(@TempDir Path folder) throws Exception {
    for (String port : new String[] {"0", "65536", "99999999", "http"}) {
      assertThat(refusal(folder, Map.of("HUTONG_HTTP_PORT", port)))
          .containsExactly("hutong: 不是端口号 Not a port number: HUTONG_HTTP_PORT=" + port);
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldInOneSentence(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(refusal(folder, Map.of("HUTONG_DATA", file.resolve("data").toString())))
        .containsExactly("hutong: 无法写入 Cannot write to " + file.resolve("data"));
  }

  @Test
  void nothingStartsWhereARestoreHasNotEnded(@TempDir Path folder) throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.createFile(data.resolve("restore.unfinished"));

    assertThat(refusal(folder, Map.of()))
        .singleElement()
        .asString()
        .contains("正在恢复", "A restore is under way or was cut off", data.toString());
    assertThat(data.resolve("karaf")).doesNotExist();
  }

  @Test
  void keysInsideTheDataAreRefused(@TempDir Path folder) throws Exception {
    var keys = folder.resolve("data/keys").toString();
    assertThat(refusal(folder, Map.of("HUTONG_KEYS", keys)))
        .singleElement()
        .asString()
        .contains("Keys must not lie inside HUTONG_DATA");
  }

  /** What bin/karaf says when it refuses to start. */
  private static List<String> refusal(Path folder, Map<String, String> environment)
      throws Exception {
    var said = folder.resolve("said.txt");
    var builder = new ProcessBuilder(distribution.home().resolve("bin/karaf").toString());
    builder.environment().put("HUTONG_DATA", folder.resolve("data").toString());
    builder.environment().putAll(environment);
    var karaf = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      assertThat(karaf.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(karaf.exitValue()).isEqualTo(1);
    } finally {
      karaf.destroy();
    }
    return Files.readAllLines(said, StandardCharsets.UTF_8);
  }

  @Test
  void everyPackageThatOursExportSaysItsVersion() throws IOException {
    var unversioned = new ArrayList<String>();
    for (var jar : ours()) {
      try (var file = new JarFile(jar.toFile())) {
        var exports = file.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
        if (exports != null) {
          packages(exports)
              .filter(clause -> version(clause).equals(Version.emptyVersion))
              .map(clause -> jar.getFileName() + ": " + clause)
              .forEach(unversioned::add);
        }
      }
    }
    assertThat(unversioned).isEmpty();
  }

  @Test
  void noManifestOfOursNamesTheFolderItWasBuiltIn() throws IOException {
    for (var jar : ours()) {
      try (var file = new JarFile(jar.toFile())) {
        var out = new ByteArrayOutputStream();
        file.getManifest().write(out);
        assertThat(out.toString(StandardCharsets.UTF_8).replace("\r\n ", ""))
            .as(jar.toString())
            .doesNotContain(".m2/repository");
      }
    }
  }

  private static List<Path> ours() throws IOException {
    var jars = distribution.files("system/org/hutong", ".jar");
    assertThat(jars).isNotEmpty();
    return jars;
  }

  /** The clauses of a manifest header: commas inside quotes do not part them. */
  private static Stream<String> packages(String header) {
    return Stream.of(header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"));
  }

  private static Version version(String clause) {
    return Stream.of(clause.split(";"))
        .filter(part -> part.startsWith("version="))
        .map(part -> part.substring("version=".length()).replace("\"", ""))
        .map(Version::parseVersion)
        .findFirst()
        .orElse(Version.emptyVersion);
  }
}
