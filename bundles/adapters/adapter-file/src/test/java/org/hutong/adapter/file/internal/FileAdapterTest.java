package org.hutong.adapter.file.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Document;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.tck.TestContext;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of this machine: what is put there, what is fetched from there. */
class FileAdapterTest {
  private static final String HEADER = "编号,姓名,住址\r\n";
  private static final String FILE = "YLZX_LR_20260105.csv";

  @TempDir Path root;

  @BeforeEach
  void folders() throws IOException {
    for (String folder : List.of("in", "receipt", "out", "archive")) {
      Files.createDirectories(root.resolve(folder));
    }
  }

  private SystemAdapter adapter() throws InvalidConfig {
    return adapter("编号");
  }

  private SystemAdapter adapter(Object key) throws InvalidConfig {
    Map<String, Object> settings = new HashMap<>();
    settings.put("place", Map.of("folder", root.toString()));
    settings.put(
        "out",
        Map.of(
            "format", "fixed",
            "encoding", "GB18030",
            "suffix", ".txt",
            "fields", Map.of("xm", 10),
            "askSeconds", 60));
    settings.put(
        "in",
        Map.of(
            "encoding",
            "GB18030",
            "names",
            "YLZX_LR_[0-9]{8}(_[0-9]+)?\\.csv",
            "key",
            key,
            "fields",
            List.of("编号", "姓名", "住址")));
    return new FileAdapterFactory().create(new SystemConfig("sut", settings, Map.of(), root));
  }

  private static Document document(Operation operation, String name, String token) {
    return new Document(
        new DeliveryKey("c-1", 1, "sut", operation), Map.of("xm", name), null, token);
  }

  private byte[] put(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(SftpSystem.GB18030);
    Files.write(root.resolve("out").resolve(name), bytes);
    return bytes;
  }

  private void mark(String name, int lines, byte[] bytes) throws IOException {
    Files.write(root.resolve("out").resolve(name + ".ok"), Marker.of(name, lines, bytes).bytes());
  }

  private static Batch fetch(SystemAdapter adapter, Batch after, int limit) throws Exception {
    return ((RecordSource) adapter)
        .fetch(after == null ? null : after.next(), limit, TestContext.unmapped());
  }

  @Test
  void aFileWaitsForItsReceiptAndAsksForIt() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      Outcome outcome =
          adapter.deliver(document(Operation.CREATE, "王䶮", null), TestContext.unmapped());

      assertThat(outcome).isInstanceOf(Outcome.Pending.class);
      String token = ((Outcome.Pending) outcome).token();
      assertThat(Files.readAllBytes(root.resolve("in").resolve(token)))
          .isEqualTo("王䶮      \r\n".getBytes(SftpSystem.GB18030));
      assertThat(Files.list(root.resolve("in")).map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder(token, token + ".ok");
      Document ask = document(Operation.STATUS, "", token);
      assertThat(adapter.deliver(ask, TestContext.unmapped())).isEqualTo(outcome);

      Files.writeString(root.resolve("receipt").resolve(token + ".rcp"), "0,CL0001\n");

      assertThat(adapter.deliver(ask, TestContext.unmapped()))
          .isEqualTo(new Outcome.Delivered("CL0001"));
    }
  }

  @Test
  void aPutThatHangsAndIsGivenUpNeverArrives() throws Exception {
    Path part = root.resolve("in").resolve("c-1_1_sut_CREATE.txt.part");
    try (SystemAdapter adapter = adapter()) {
      // A pipe without a reader hangs whoever writes, as a share does whose server is away.
      assertThat(new ProcessBuilder("mkfifo", part.toString()).start().waitFor()).isZero();
      TestContext context =
          TestContext.within(Duration.ofSeconds(1), answer -> new Outcome.Unknown(""));

      assertThatThrownBy(() -> adapter.deliver(document(Operation.CREATE, "甲", null), context))
          .isInstanceOf(NotSent.class);
      Files.readAllBytes(part);
    }
    assertThat(Files.list(root.resolve("in"))).containsExactly(part);
  }

  @Test
  void aRefusalInTheReceiptQuotesNothing() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      Files.writeString(
          root.resolve("receipt").resolve("c-1_1_sut_CREATE.txt.rcp"), "E2,,王小明 证号有误\n");

      assertThat(adapter.deliver(document(Operation.CREATE, "王小明", null), TestContext.unmapped()))
          .isEqualTo(new Outcome.Rejected("E2", "系统退回（E2）"));
    }
  }

  @Test
  void aTextThatIsTooWideInBytesIsRefusedAndNotCut() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      assertThat(
              adapter.deliver(document(Operation.CREATE, "阿卜杜拉·买买提", null), TestContext.unmapped()))
          .isEqualTo(new Outcome.Rejected("CONTENT", "字段 xm 放不进该系统的文件"));
      assertThat(root.resolve("in")).isEmptyDirectory();
    }
  }

  @Test
  void severalFieldsMayBeTheKeyTogether() throws Exception {
    try (SystemAdapter adapter = adapter(List.of("编号", "住址"))) {
      mark(FILE, 3, put(FILE, HEADER + "01,甲, a\r\n01,甲,b\r\n,甲,\r\n"));

      Batch batch = fetch(adapter, null, 10);

      assertThat(batch.rows()).extracting(Batch.Row::key).containsExactly("01/a", "01/b");
      assertThat(batch.refused()).containsExactly(new Batch.Refused(FILE + ":4", "缺少主键 编号/住址"));
    }
    assertThatThrownBy(() -> adapter(List.of("编号", "生日")))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("settings.in.key");
  }

  @Test
  void halfAFileIsNotTakenAndAWholeOneIsInTurn() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      byte[] bytes = put(FILE, HEADER + "01,王䶮,\"东经路 12 号\n2 门\"\r\n02,李四,x\r\n03,赵五,y\r\n");

      assertThat(fetch(adapter, null, 10).rows()).isEmpty();
      mark(FILE, 3, bytes);
      Batch first = fetch(adapter, null, 2);

      assertThat(first.rows()).extracting(Batch.Row::key).containsExactly("01", "02");
      assertThat(first.rows().get(0).fields())
          .containsEntry("姓名", "王䶮")
          .containsEntry("住址", "东经路 12 号\n2 门");
      assertThat(first.rows())
          .extracting(Batch.Row::place)
          .containsExactly(FILE + ":2", FILE + ":4");
      assertThat(fetch(adapter, null, 2)).as("not kept: the same again").isEqualTo(first);
      Batch second = fetch(adapter, first, 2);
      assertThat(second.rows()).extracting(Batch.Row::key).containsExactly("03");
      assertThat(root.resolve("archive")).as("until the last row was kept").isEmptyDirectory();

      Batch end = fetch(adapter, second, 2);

      assertThat(end.rows()).isEmpty();
      assertThat(end.more()).isFalse();
      assertThat(root.resolve("archive").resolve(FILE)).exists();
      assertThat(root.resolve("out")).isEmptyDirectory();
    }
  }

  @Test
  void aLateCorrectionOfAnOlderDayIsTakenAfterwards() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      mark(FILE, 1, put(FILE, HEADER + "01,王小明,a\r\n"));
      Batch first = fetch(adapter, null, 10);
      String late = "YLZX_LR_20260103_2.csv";
      mark(late, 1, put(late, HEADER + "01,王晓明,a\r\n"));

      Batch second = fetch(adapter, first, 10);

      assertThat(second.rows()).extracting(Batch.Row::place).containsExactly(late + ":2");
      fetch(adapter, second, 10);
    }
  }

  @Test
  void aFileThatDisagreesWithItsMarkerWaitsAndTheOthersGoOn() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      byte[] bytes = put(FILE, HEADER + "01,王小明,a\r\n");
      mark(FILE, 1, bytes);
      put(FILE, HEADER + "01,王小明,a\r\n02,李");
      String next = "YLZX_LR_20260106.csv";
      mark(next, 1, put(next, HEADER + "07,钱七,b\r\n"));

      Batch batch = fetch(adapter, null, 10);

      assertThat(batch.refused()).extracting(Batch.Refused::place).containsExactly(FILE);
      assertThat(batch.rows()).extracting(Batch.Row::key).containsExactly("07");
    }
  }

  @Test
  void aRenamedColumnHoldsTheWholeFileAndABadRowOnlyItself() throws Exception {
    try (SystemAdapter adapter = adapter()) {
      String drift = "YLZX_LR_20260104.csv";
      mark(drift, 1, put(drift, "编号,名字,住址\r\n01,王小明,a\r\n"));
      byte[] bytes = (HEADER + "01,王小明,a\r\n02,x\r\n03,?,c\r\n").getBytes(SftpSystem.GB18030);
      bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xFF;
      Files.write(root.resolve("out").resolve(FILE), bytes);
      mark(FILE, 3, bytes);

      Batch batch = fetch(adapter, null, 10);

      assertThat(batch.rows()).extracting(Batch.Row::key).containsExactly("01");
      assertThat(batch.refused())
          .extracting(Batch.Refused::place)
          .containsExactly(drift, FILE + ":3", FILE + ":4");
    }
  }

  @Test
  void aServerWithAnotherHostKeyIsNotSpokenTo() throws Exception {
    try (SftpSystem system = new SftpSystem(root)) {
      Map<String, Object> settings = new HashMap<>(system.settings(system.port()));
      Map<String, Object> place = new HashMap<>();
      ((Map<?, ?>) settings.get("place")).forEach((k, v) -> place.put(k.toString(), v));
      place.put("hostKeys", List.of("SHA256:" + "A".repeat(43)));
      settings.put("place", place);
      SystemConfig config =
          new SystemConfig("sut", settings, Map.of("password", SftpSystem.PASSWORD), root);
      try (SystemAdapter adapter = new FileAdapterFactory().create(config)) {
        Document document =
            new Document(
                new DeliveryKey("c-1", 1, "sut", Operation.CREATE), Map.of("xm", "甲"), null, null);

        assertThatThrownBy(() -> adapter.deliver(document, TestContext.unmapped()))
            .isInstanceOf(NotSent.class);
        assertThat(root.resolve("in")).isEmptyDirectory();
      }
    }
  }

  @Test
  void aCharacterSetThatLosesNamesIsRefusedWhenTheFileIsRead() {
    Map<String, Object> settings =
        Map.of(
            "place",
            Map.of("folder", root.toString()),
            "out",
            Map.of("encoding", "GBK", "fields", List.of("xm")));

    assertThatThrownBy(
            () ->
                new FileAdapterFactory().create(new SystemConfig("sut", settings, Map.of(), root)))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("GB18030");
  }
}
