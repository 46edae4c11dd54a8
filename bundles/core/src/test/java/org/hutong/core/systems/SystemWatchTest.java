package org.hutong.core.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.core.systems.AdapterRegistry.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

/** A system comes and goes by its folder alone. */
class SystemWatchTest {
  private static final String YAML =
      "id: si-99\nname: 某系统\ntechnology: rest\nsecrets: {token: 'file:si-99'}\n";

  @TempDir Path root;
  private int made;
  private SystemFiles files;
  private AdapterRegistry adapters;
  private SystemWatch watch;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(root.resolve("systems"));
    Files.createDirectories(root.resolve("keys"));
    files = new SystemFiles(root, root.resolve("keys"), Map.<String, String>of()::get);
    files.reload();
    adapters = new AdapterRegistry(files, Duration.ofSeconds(5));
    adapters.add(
        new FactoryEntry(
            "rest",
            Version.valueOf("1.0.0"),
            0,
            1,
            config -> {
              made++;
              return new Quiet();
            }));
    watch = new SystemWatch(root, files, adapters, Duration.ofSeconds(1));
  }

  @AfterEach
  void close() {
    watch.close();
    adapters.close();
  }

  private static final class Quiet implements SystemAdapter {
    @Override
    public Outcome deliver(Document document, Context context) {
      return new Outcome.Unknown("quiet");
    }

    @Override
    public Health health() {
      return Health.up("quiet");
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private void drop(String yaml) throws IOException {
    Path folder = Files.createDirectories(root.resolve("systems/si-99"));
    Files.writeString(folder.resolve("system.yaml"), yaml);
  }

  private void secret() throws IOException {
    Path file = Files.writeString(root.resolve("keys/si-99"), "t0ken");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private boolean lookTwice() {
    return watch.look() | watch.look();
  }

  @Test
  void aFolderThatIsDroppedInServesAndOneThatIsTakenAwayServesNoMore() throws IOException {
    secret();
    drop(YAML);
    assertThat(lookTwice()).isTrue();
    assertThat(adapters.standing("si-99")).isEqualTo(Standing.READY);

    Files.delete(root.resolve("systems/si-99/system.yaml"));
    Files.delete(root.resolve("systems/si-99"));
    assertThat(lookTwice()).isTrue();

    assertThat(adapters.standing("si-99")).isEqualTo(Standing.UNDEFINED);
    assertThat(adapters.lease("si-99")).isEmpty();
  }

  @Test
  void aFolderThatCameWhileTheApplianceStartedIsReadByTheFirstSteadyLook() throws IOException {
    secret();
    drop(YAML);
    // The folders have been read before; the watch is made when the database has come.
    watch.close();
    watch = new SystemWatch(root, files, adapters, Duration.ofSeconds(1));

    assertThat(lookTwice()).isTrue();

    assertThat(adapters.standing("si-99")).isEqualTo(Standing.READY);
    lookTwice(); // the file of its secret is looked at since
    assertThat(lookTwice()).isFalse();
  }

  @Test
  void aFolderThatIsStillBeingCopiedIsNotRead() throws IOException {
    secret();
    drop("id: si-99\nname: 半");
    assertThat(watch.look()).isFalse();
    drop(YAML);
    assertThat(watch.look()).isFalse();
    assertThat(watch.look()).isTrue();

    assertThat(files.errors("si-99")).isEmpty();
    assertThat(adapters.standing("si-99")).isEqualTo(Standing.READY);
  }

  @Test
  void aSecretThatIsBroughtLaterCompletesItsSystem() throws IOException {
    drop(YAML);
    lookTwice();
    assertThat(files.find("si-99").orElseThrow().secrets()).isEmpty();

    secret();

    assertThat(lookTwice()).isTrue();
    assertThat(files.find("si-99").orElseThrow().secrets()).containsEntry("token", "t0ken");
  }

  @Test
  void aSecretWrittenIntoTheFolderIsRefusedAndTheOldDefinitionServesOn() throws IOException {
    secret();
    drop(YAML);
    lookTwice();
    drop(YAML.replace("'file:si-99'", "pa55word").replace("某系统", "改名的系统"));

    assertThat(lookTwice()).isTrue();

    assertThat(files.find("si-99").orElseThrow().name()).isEqualTo("某系统");
    assertThat(files.errors("si-99")).hasSize(1).noneMatch(line -> line.contains("pa55word"));
    assertThat(adapters.standing("si-99")).isEqualTo(Standing.READY);
  }

  @Test
  void aSecretBroughtAndRotatedByItsFullPathIsTakenUp() throws IOException {
    Path file = root.resolve("elsewhere/token");
    Files.createDirectories(file.getParent());
    drop(YAML.replace("file:si-99", "file:" + file));
    lookTwice();
    assertThat(files.find("si-99").orElseThrow().secrets()).isEmpty();

    Files.writeString(file, "t0ken");
    assertThat(lookTwice()).isTrue();
    assertThat(files.find("si-99").orElseThrow().secrets()).containsEntry("token", "t0ken");

    FileTime before = Files.getLastModifiedTime(file);
    Path next = Files.writeString(root.resolve("elsewhere/next"), "T0KEN");
    Files.setLastModifiedTime(next, before);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(lookTwice()).isTrue();
    assertThat(files.find("si-99").orElseThrow().secrets()).containsEntry("token", "T0KEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"systems", "systems/si-99"})
  void aFolderBehindALinkIsWatched(String link) throws IOException {
    secret();
    Path real =
        root.resolve("real").resolve(root.resolve("systems").relativize(root.resolve(link)));
    Files.createDirectories(real.getParent());
    if (link.equals("systems")) {
      Files.move(root.resolve("systems"), real);
    } else {
      Files.createDirectory(real);
    }
    Files.createSymbolicLink(root.resolve(link), real);
    drop(YAML);
    lookTwice();
    drop(YAML.replace("某系统", "改名的系统"));

    assertThat(lookTwice()).isTrue();
    assertThat(files.find("si-99").orElseThrow().name()).isEqualTo("改名的系统");
  }

  @Test
  void linksInACircleStopNobody() throws IOException {
    Files.createSymbolicLink(root.resolve("systems/si-98"), root.resolve("systems"));
    Files.createSymbolicLink(root.resolve("systems/si-97"), root.resolve("systems/si-97"));
    secret();
    drop(YAML);
    assertThat(lookTwice()).isTrue();
    assertThat(adapters.standing("si-99")).isEqualTo(Standing.READY);
  }

  /** Nobody reads a folder as a file, not even root, who opens the closed one. */
  @ParameterizedTest
  @ValueSource(strings = {"rwx------", "---------"})
  void aFolderThatCannotBeReadStopsNoOther(String mode) throws IOException {
    Path closed = root.resolve("systems/si-98");
    Files.createDirectories(closed.resolve("system.yaml"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString(mode));
    secret();
    drop(YAML);

    assertThat(lookTwice()).isTrue();
    assertThat(adapters.standing("si-99")).isEqualTo(Standing.READY);
    assertThat(adapters.standing("si-98")).isEqualTo(Standing.UNDEFINED);
    assertThat(files.errors("si-98")).isNotEmpty();
    lookTwice();
    assertThat(lookTwice()).isFalse();
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"systems/si-99/ca.pem", "systems/si-99/tls/ca.pem", "elsewhere/ca.pem"})
  void aChangedFileThatTheAdapterReadsBringsANewAdapterAndNothingElseDoes(String where)
      throws IOException {
    secret();
    Path ca = root.resolve(where);
    String named =
        where.startsWith("e") ? ca.toString() : where.substring("systems/si-99/".length());
    drop(YAML + "settings: {url: 'http://127.0.0.1:1/', trustStore: '" + named + "'}\n");
    Files.createDirectories(ca.getParent());
    Files.writeString(ca, "the old certificate");
    lookTwice();
    lookTwice();
    assertThat(made).isOne();

    Files.writeString(ca, "the certificate");
    assertThat(lookTwice()).isTrue();
    assertThat(made).isEqualTo(2);

    // The same again, and what is taken up without the adapter.
    Files.setLastModifiedTime(ca, FileTime.fromMillis(0));
    Files.writeString(root.resolve("systems/si-99/any-item.jsonata"), "{}");
    Files.writeString(root.resolve("systems/si-99/codes.csv"), "set,value,code\n");
    assertThat(lookTwice()).isTrue();
    assertThat(made).isEqualTo(2);
  }

  @Test
  void nothingIsReadAgainWhileNothingChanges() throws IOException {
    drop(YAML);
    lookTwice();

    assertThat(List.of(watch.look(), watch.look())).containsOnly(false);
  }
}
