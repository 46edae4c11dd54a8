package org.hutong.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hutong.catalogue.Catalogue.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes wrong in each kind of file when a business person edits it: one precise message in
 * Chinese with file, row, column and reason, and nothing changes. The table is {@code
 * business-errors.csv}: file, what is replaced, by what, row, column, reason.
 */
class BusinessErrorsTest {
  private static final Charset GB18030 = Charset.forName("GB18030");

  @TempDir Path config;
  private CatalogueFiles files;
  private String digest;

  @BeforeEach
  void loadWhatShips() throws IOException {
    ConfigCopy.into(config);
    files = new CatalogueFiles(config, new Calendars(config));
    assertThat(files.load()).isEmpty();
    digest = files.reports().inForce().digest();
  }

  private void refusedWithOneMessage(String file, int row, String field, String reason) {
    List<Finding> findings = files.load();
    assertThat(findings).as(findings.toString()).hasSize(1);
    Finding one = findings.get(0);
    assertThat(one.file()).isEqualTo(file);
    if (row >= 0) {
      assertThat(one.row()).isEqualTo(row);
    } else {
      assertThat(one.row()).isPositive();
    }
    assertThat(one.field()).isEqualTo(field);
    assertThat(one.reason()).startsWith(reason);
    assertThat(one.note()).isFalse();
    assertThat(files.check()).isEqualTo(findings);
    assertThat(files.reports().inForce().digest()).isEqualTo(digest);
  }

  @ParameterizedTest(name = "{0} {3} {4}: {5}")
  @CsvFileSource(
      resources = "/business-errors.csv",
      useHeadersInDisplayName = false,
      numLinesToSkip = 1,
      nullValues = "-")
  void anErrorIsToldOnceAndPreciselyAndNothingChanges(
      String file, String what, String by, int row, String field, String reason)
      throws IOException {
    ConfigCopy.replace(config.resolve(file), lines(what), lines(by == null ? "" : by));
    refusedWithOneMessage(file, row, field == null ? "" : field, reason);
  }

  private static String lines(String text) {
    return text.replace("\\n", "\n").replace("\\t", "\t");
  }

  static Stream<Arguments> everyList() throws IOException {
    try (Stream<Path> files = Files.walk(ExampleBody.CONFIG)) {
      return files
          .map(ExampleBody.CONFIG::relativize)
          .map(Path::toString)
          .filter(f -> f.matches("(catalogue|streets|calendar)/[^/]*\\.csv"))
          // these two have their own readers and their own tests
          .filter(f -> !f.endsWith("purposes.csv") && !f.endsWith("register.csv"))
          .sorted()
          .map(Arguments::of)
          .toList()
          .stream();
    }
  }

  private String header(String file) throws IOException {
    return Files.readAllLines(config.resolve(file)).get(0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyList")
  void anotherSeparatorIsNamedInEveryList(String file) throws IOException {
    Path list = config.resolve(file);
    String text = Files.readString(list);
    Files.writeString(list, text.replace(',', ';'));
    assertThat(files.load())
        .filteredOn(f -> f.file().equals(file))
        .extracting(Finding::reason)
        .containsExactly("列之间应为英文逗号，文件用的是“;”；请另存为“CSV（逗号分隔）”");
    Files.writeString(list, text.replace(',', '\t'));
    assertThat(files.load())
        .filteredOn(f -> f.file().equals(file))
        .extracting(Finding::reason)
        .containsExactly("列之间应为英文逗号，文件用的是制表符；请另存为“CSV（逗号分隔）”");
    assertThat(files.reports().inForce().digest()).isEqualTo(digest);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyList")
  void aMissingOrExtraColumnAndAnEmptyFileAreNamedInEveryList(String file) throws IOException {
    Path list = config.resolve(file);
    String text = Files.readString(list);
    String header = header(file);
    String last = header.substring(header.lastIndexOf(',') + 1);
    Files.writeString(list, text.replaceFirst("," + last, ""));
    assertFirst(file, last, "首行缺少列 " + last);
    Files.writeString(list, text.replaceFirst(header, header + ",备注"));
    assertFirst(file, "备注", "首行多出不认识的列 备注");
    Files.writeString(list, "");
    assertFirst(file, "", "文件是空的，首行应为 " + header);
    assertThat(files.reports().inForce().digest()).isEqualTo(digest);
  }

  private void assertFirst(String file, String field, String reason) {
    assertThat(files.load())
        .filteredOn(f -> f.file().equals(file))
        .as(reason)
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.row()).isEqualTo(1);
              assertThat(f.field()).isEqualTo(field);
              assertThat(f.reason()).isEqualTo(reason);
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyList")
  void gb18030IsTakenAndSaidAMarkAndTheRowsAnOfficeProgramAddsAreTaken(String file)
      throws IOException {
    Path list = config.resolve(file);
    String text = Files.readString(list);
    String empty = ",".repeat((int) header(file).chars().filter(c -> c == ',').count());
    Files.writeString(list, "\uFEFF" + text + empty + "\r\n" + empty + "\r\n\r\n");
    assertThat(files.load()).isEmpty();
    assertThat(files.reports().inForce().digest()).isNotEqualTo(digest);
    Files.write(list, text.getBytes(GB18030));
    boolean latin = text.chars().allMatch(c -> c < 0x80);
    assertThat(files.load())
        .extracting(Finding::file, Finding::note)
        .isEqualTo(latin ? List.of() : List.of(org.assertj.core.api.Assertions.tuple(file, true)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"items/MZ-22.v1.yaml", "overlay/MZ-22.v1.yaml"})
  void aFileOfRulesInGb18030IsTakenAndSaid(String file) throws IOException {
    Path rules = config.resolve(file);
    Files.write(rules, (Files.readString(rules) + "# 䶮\n").getBytes(GB18030));
    assertThat(files.load())
        .extracting(Finding::file, Finding::note)
        .containsExactly(org.assertj.core.api.Assertions.tuple(file, true));
    Files.write(rules, new byte[] {'n', ':', ' ', (byte) 0xFF, (byte) 0xFF});
    assertThat(files.load())
        .extracting(Finding::reason)
        .containsExactly("文件不是 UTF-8 或 GB18030 编码的文字");
  }

  @Test
  void aFileThatNobodyReadsIsSaid() throws IOException {
    Files.writeString(config.resolve("calendar/2027 (1).csv"), "notice,from,to,kind,name\n");
    refusedWithOneMessage("calendar/2027 (1).csv", 0, "", "文件名应为“年份.csv”");
    Files.delete(config.resolve("calendar/2027 (1).csv"));
    Files.writeString(config.resolve("overlay/MZ-22.yml"), "a: b\n");
    assertThat(files.load())
        .extracting(Finding::file, Finding::note)
        .containsExactly(org.assertj.core.api.Assertions.tuple("overlay/MZ-22.yml", true));
  }
}
