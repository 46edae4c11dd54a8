package org.hutong.core.systems.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import org.hutong.core.systems.modules.Desired.Pending;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleFolderTest {
  private static final OffsetDateTime AT = OffsetDateTime.parse("2026-03-02T09:00:00+08:00");

  @TempDir private Path root;
  private ModuleFolder folder;

  @BeforeEach
  void open() {
    folder = new ModuleFolder(root);
  }

  private static Kept version(String version) {
    return new Kept(
        "a",
        version,
        List.of("a.jar"),
        List.of("a"),
        List.of(version),
        List.of(),
        "digest of " + version,
        List.of("rest"),
        AT);
  }

  private void keep(Kept kept) throws IOException {
    Files.createDirectories(folder.of(kept));
    Files.writeString(folder.of(kept).resolve("a.jar"), "content");
  }

  @Test
  void whatShouldRunIsReadBackAsItWasWritten() throws IOException {
    Desired desired =
        Desired.NOTHING
            .ended("a", null, version("1.0.0"))
            .ended("a", version("1.0.0"), version("2.0.0"))
            .begun(new Pending("a", version("2.0.0"), version("3.0.0")));
    folder.save(desired);

    assertThat(folder.load()).isEqualTo(desired);
    assertThat(folder.load().current("a")).isEqualTo(version("2.0.0"));
    assertThat(Files.getPosixFilePermissions(root.resolve("modules.json"))).hasSize(2);
  }

  @Test
  void aRemovedModuleIsNotDesiredAnyMore() {
    Desired desired =
        Desired.NOTHING.ended("a", null, version("1.0.0")).ended("a", version("1.0.0"), null);

    assertThat(desired.current("a")).isNull();
  }

  @Test
  void anUnreadableStateIsPutAsideAndNothingIsInstalled() throws IOException {
    Files.writeString(root.resolve("modules.json"), "{");

    assertThat(folder.load()).isEqualTo(Desired.NOTHING);
    assertThat(root.resolve("modules.json.unreadable")).hasContent("{");
  }

  @Test
  void theVersionBeforeIsKeptAndOlderOnesGo() throws IOException {
    keep(version("1.0.0"));
    keep(version("2.0.0"));
    keep(version("3.0.0"));
    folder.prune(
        Desired.NOTHING
            .ended("a", version("1.0.0"), version("2.0.0"))
            .ended("a", version("2.0.0"), version("3.0.0")));

    assertThat(root.resolve("a/1.0.0")).doesNotExist();
    assertThat(root.resolve("a/2.0.0/a.jar")).exists();
    assertThat(root.resolve("a/3.0.0/a.jar")).exists();
  }

  @Test
  void nothingOfAnOperationUnderWayIsDeleted() throws IOException {
    keep(version("1.0.0"));
    keep(version("2.0.0"));
    folder.prune(Desired.NOTHING.begun(new Pending("a", version("1.0.0"), version("2.0.0"))));

    assertThat(root.resolve("a/1.0.0/a.jar")).exists();
    assertThat(root.resolve("a/2.0.0/a.jar")).exists();
  }
}
