package org.hutong.gateway.console.internal.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFileTest {
  @TempDir Path folder;

  @BeforeEach
  void place() {
    System.setProperty("hutong.data", folder.resolve("data").toString());
    System.setProperty("hutong.home", folder.resolve("program").toString());
  }

  @AfterEach
  void leave() {
    System.clearProperty("hutong.data");
    System.clearProperty("hutong.home");
  }

  @Test
  void theFileIsItsOwnersOnlyAndHasOneDocumentALine() throws Exception {
    Path file = folder.resolve("trail.jsonl");
    long rows =
        ExportFile.write(file, sink -> List.of(1, 2).forEach(i -> sink.accept(Map.of("seq", i))));
    assertThat(rows).isEqualTo(2);
    assertThat(Files.readString(file)).isEqualTo("{\"seq\":1}\n{\"seq\":2}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatIsThereIsNotOverwritten() throws Exception {
    Path file = Files.writeString(folder.resolve("trail.jsonl"), "kept");
    assertThatThrownBy(() -> ExportFile.write(file, sink -> sink.accept(1)))
        .isInstanceOf(Refused.class);
    assertThat(Files.readString(file)).isEqualTo("kept");
  }

  @Test
  void halfATrailIsNotLeftBehind() {
    Path file = folder.resolve("trail.jsonl");
    assertThatThrownBy(
            () ->
                ExportFile.write(
                    file,
                    sink -> {
                      sink.accept(1);
                      throw Refused.because(Code.STORE_UNAVAILABLE);
                    }))
        .isInstanceOf(Refused.class);
    assertThat(file).doesNotExist();
  }

  @Test
  void aMereNameGoesIntoTheFolderForExports() {
    assertThat(ExportFile.place("a.jsonl"))
        .isEqualTo(folder.resolve("data").resolve("export").resolve("a.jsonl"));
    assertThatThrownBy(() -> ExportFile.place("../a")).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> ExportFile.place("..")).isInstanceOf(Refused.class);
  }

  @Test
  void programAndDataAreClosedToExports() {
    assertThatThrownBy(() -> ExportFile.place(folder.resolve("program/etc/x.cfg").toString()))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() -> ExportFile.place(folder.resolve("data/database/x").toString()))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(
            () -> ExportFile.place(folder.resolve("data/export/../database/x").toString()))
        .isInstanceOf(Refused.class);
    assertThat(ExportFile.place(folder.resolve("x").toString())).isEqualTo(folder.resolve("x"));
  }
}
