package org.hutong.itests.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** After all that: nobody who gets hold of the files learns who was here. */
abstract class NoClearText {
  private final InputStreet street;

  NoClearText(InputStreet street) {
    this.street = street;
  }

  @Test
  void theSearchFindsWhatIsThere() throws Exception {
    Path planted = Files.createDirectories(street.folder().resolve("planted"));
    String number = street.marked().idNumber();
    String phone = street.marked().phone();
    Search search = new Search(street.marked());
    for (Charset charset : Search.CHARSETS) {
      for (String text :
          List.of(
              "x" + number + "y", "86" + phone + "。", "《" + Marked.IN_NAMES, Marked.IN_STORIES)) {
        Path file = planted.resolve("file");
        Files.write(file, ("垫".repeat(7) + text).getBytes(charset));
        assertThat(search.in(planted)).as(charset + " " + text).isNotEmpty();
      }
    }
  }

  @Test
  void noLogAtDebugHoldsPersonalData() throws Exception {
    Path log = street.data().resolve("log/hutong.log");
    assertThat(log).isNotEmptyFile();
    assertThat(Files.readString(log)).contains(" DEBUG ");
    assertThat(new Search(street.marked()).in(log.getParent())).isEmpty();
    Path printed = street.data().resolveSibling("printed.log");
    assertThat(new Search(street.marked()).in(printed)).isEmpty();
  }

  @Test
  void noDataFileHoldsPersonalDataNorDoesACopyOfTheFolder() throws Exception {
    Search search = new Search(street.marked());
    assertThat(street.marked().numbers()).hasSizeGreaterThan(1_000);
    assertThat(search.in(street.data())).isEmpty();
    assertThat(search.in(street.home())).isEmpty();
    Path copy = street.folder().resolve("copy");
    Process cp =
        new ProcessBuilder("cp", "-a", street.data().toString(), copy.toString())
            .inheritIO()
            .start();
    assertThat(cp.waitFor()).isZero();
    assertThat(search.in(copy)).isEmpty();
    assertThat(search.bytes()).isGreaterThan(10_000_000);
  }

  @Test
  void theKeysLieOutsideTheData() throws Exception {
    assertThat(street.keys()).isNotEmptyDirectory();
    assertThat(street.keys().toRealPath().startsWith(street.data().toRealPath())).isFalse();
    try (Stream<Path> keys = Files.walk(street.keys())) {
      for (Path key : keys.filter(Files::isRegularFile).toList()) {
        String whole = new String(Files.readAllBytes(key), StandardCharsets.ISO_8859_1).strip();
        assertThat(whole).isNotEmpty();
        assertThat(holding(street.data(), whole)).as("copies of " + key).isEmpty();
      }
    }
  }

  private static List<Path> holding(Path folder, String content) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(content)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
