package org.hutong.adapter.file.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Document;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.tck.TestContext;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with one file on an SFTP server, which moves no file over another. */
class SftpPickupTest {
  private static final String HEADER = "编号,姓名\r\n";
  private static final List<String> FILES = List.of("A1.csv", "A2.csv", "A3.csv");

  @TempDir Path root;
  private SftpSystem system;
  private SystemAdapter adapter;

  @BeforeEach
  void start() throws Exception {
    system = new SftpSystem(root);
    Map<String, Object> settings = new HashMap<>(system.settings(system.port()));
    Map<String, Object> place = new HashMap<>();
    ((Map<?, ?>) settings.get("place")).forEach((name, value) -> place.put("" + name, value));
    place.put("connectSeconds", 60); // nothing here is about time
    settings.put("place", place);
    settings.put(
        "in",
        Map.of(
            "names",
            "A.*\\.csv|.*名单.*",
            "key",
            "编号",
            "fields",
            List.of("编号", "姓名"),
            "mostBytes",
            200));
    adapter =
        new FileAdapterFactory()
            .create(
                new SystemConfig("sut", settings, Map.of("password", SftpSystem.PASSWORD), root));
  }

  @AfterEach
  void stop() throws IOException {
    adapter.close();
    system.close();
  }

  private void put(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Files.write(root.resolve("out").resolve(name), bytes);
    Files.write(root.resolve("out").resolve(name + ".ok"), Marker.of(name, 1, bytes).bytes());
  }

  private void putAll() throws IOException {
    for (String name : FILES) {
      put(name, HEADER + name + ",王安\r\n");
    }
  }

  private Batch fetch(Cursor after) throws Exception {
    return ((RecordSource) adapter).fetch(after, 10, TestContext.unmapped());
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void onlyTheSecondIsRefused() throws Exception {
    Batch first = fetch(null);
    assertThat(first.rows()).extracting(Batch.Row::key).containsExactly("A1.csv");
    Batch next = fetch(first.next());
    assertThat(next.rows()).extracting(Batch.Row::key).containsExactly("A3.csv");
    assertThat(next.refused()).extracting(Batch.Refused::place).containsExactly("A2.csv");
    assertThat(fetch(next.next()).more()).isFalse();
    assertThat(names("out")).containsExactly("A2.csv", "A2.csv.ok");
  }

  @Test
  void aFileThatIsTooLargeHoldsNoOther() throws Exception {
    putAll();
    put("A2.csv", HEADER + "2," + "x".repeat(200) + "\r\n");

    onlyTheSecondIsRefused();
  }

  @Test
  void aMarkerThatIsTooLargeHoldsNoOther() throws Exception {
    putAll();
    Files.writeString(root.resolve("out/A2.csv.ok"), "x".repeat(1025));

    onlyTheSecondIsRefused();
  }

  @Test
  void aFileThatTheServerDoesNotGiveHoldsNoOther() throws Exception {
    putAll();
    system.refuses("A2.csv", false);

    onlyTheSecondIsRefused();
  }

  @Test
  void aServerThatHangsUpIsNoFaultOfTheFile() throws Exception {
    putAll();
    Batch first = fetch(null);
    system.refuses("A2.csv", true);

    assertThatThrownBy(() -> fetch(first.next())).isInstanceOf(Unavailable.class);

    system.refuses("none", false);
    assertThat(fetch(first.next()).rows()).extracting(Batch.Row::key).containsExactly("A2.csv");
  }

  @Test
  void theSameFileIsArchivedHoweverOftenItIsSent() throws Exception {
    Cursor at = null;
    for (int i = 1; i <= 4; i++) {
      put("A1.csv", HEADER + "1,王安\r\n");
      at = fetch(at).next();
      // Another file in between, as there is one each day.
      put("A2.csv", HEADER + i + ",王安\r\n");
      at = fetch(at).next();
      at = fetch(at).next();
    }

    assertThat(names("out")).isEmpty();
    assertThat(names("archive")).hasSize(16).contains("A1.csv", "A1.csv.ok");
  }

  @Test
  void aMarkerThatWasArchivedAloneIsNoObstacle() throws Exception {
    Files.writeString(root.resolve("archive/A1.csv.ok"), "of a move that was cut off");
    put("A1.csv", HEADER + "1,王安\r\n");

    fetch(fetch(null).next());

    assertThat(names("archive")).containsExactly("A1.csv.2", "A1.csv.2.ok", "A1.csv.ok");
  }

  @Test
  void aPutThatWasCutOffTwiceIsPutTheThirdTime() throws Exception {
    Document document =
        new Document(
            new DeliveryKey("c-1", 1, "sut", Operation.CREATE),
            Map.of("xm", "王安", "zh", "1"),
            null,
            null);
    Path file = root.resolve("in/c-1_1_sut_CREATE.csv");
    for (int i = 0; i < 3; i++) {
      assertThat(adapter.deliver(document, TestContext.unmapped()))
          .isInstanceOf(Outcome.Delivered.class);
      // As if the marker and the receipt had not come: the file lies there alone.
      Files.delete(Path.of(file + ".ok"));
      Files.delete(root.resolve("receipt/c-1_1_sut_CREATE.csv.rcp"));
    }

    assertThat(names("in")).hasSize(3);
  }

  @Test
  void aFileIsNamedAsMunicipalSystemsNameThem() throws Exception {
    String name = "低保名单（2026年 1月）.csv";
    String twice = "低保名单 (2).csv";
    String gb = HEADER + "1,王安\r\n";
    put(name, gb + "2,李宁\r\n");
    byte[] bytes = (gb + "2,李宁\r\n").getBytes(StandardCharsets.UTF_8);
    String marker = new String(Marker.of(name, 2, bytes).bytes(), StandardCharsets.UTF_8);
    Files.write(root.resolve("out").resolve(name + ".ok"), marker.getBytes(SftpSystem.GB18030));
    put(twice, HEADER + "3,钱七\r\n");
    for (String bad : List.of(".名单.csv", "名单\u0007.csv", "名单:1.csv", "名单" + "x".repeat(150))) {
      Files.writeString(root.resolve("out").resolve(bad), "x");
      Files.writeString(root.resolve("out").resolve(bad + ".ok"), "x");
    }

    Batch first = ((RecordSource) adapter).fetch(null, 1, TestContext.unmapped());
    Batch second = fetch(first.next());
    Batch third = fetch(second.next());
    Batch end = fetch(third.next());

    assertThat(first.rows()).extracting(Batch.Row::place).containsExactly(twice + ":2");
    assertThat(second.rows())
        .extracting(Batch.Row::place)
        .containsExactly(name + ":2", name + ":3");
    assertThat(end.refused())
        .hasSize(4)
        .allSatisfy(bad -> assertThat(bad.reason()).startsWith("文件名只能用"));
    assertThat(names("archive")).containsExactly(twice, twice + ".ok", name, name + ".ok");
  }
}
