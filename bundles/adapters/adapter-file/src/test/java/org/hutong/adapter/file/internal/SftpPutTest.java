package org.hutong.adapter.file.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.hutong.adapter.Document;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.tck.TestContext;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be said of a file that was put on an SFTP server. */
class SftpPutTest {
  private static final String FILE = "c-1_1_sut_CREATE.csv";
  private static final Document DOCUMENT =
      new Document(
          new DeliveryKey("c-1", 1, "sut", Operation.CREATE),
          Map.of("xm", "王安", "zh", "1"),
          null,
          null);

  @TempDir Path root;
  private SftpSystem system;
  private SystemAdapter adapter;

  @BeforeEach
  void start() throws Exception {
    system = new SftpSystem(root);
    adapter = adapter(system.port());
  }

  @AfterEach
  void stop() throws IOException {
    adapter.close();
    system.close();
  }

  private SystemAdapter adapter(int port) throws InvalidConfig {
    Map<String, Object> settings = new HashMap<>(system.settings(port));
    Map<String, Object> out = new HashMap<>();
    ((Map<?, ?>) settings.get("out")).forEach((name, value) -> out.put("" + name, value));
    out.put("answerSeconds", 0);
    settings.put("out", out);
    Map<String, String> secrets = Map.of("password", SftpSystem.PASSWORD);
    return new FileAdapterFactory().create(new SystemConfig("sut", settings, secrets, root));
  }

  private LookUp lookUp() throws InterruptedException {
    return adapter.lookUp(DOCUMENT.key(), TestContext.unmapped());
  }

  @Test
  void aFileThatTheSystemTookAwayIsNeverSaidToBeAbsent() throws Exception {
    system.takesAway();

    assertThat(adapter.deliver(DOCUMENT, TestContext.unmapped()))
        .isInstanceOf(Outcome.Pending.class);

    assertThat(system.effects("c-1/1/sut/CREATE")).isEqualTo(1);
    assertThat(root.resolve("in")).isEmptyDirectory();
    assertThat(lookUp()).isInstanceOf(LookUp.CannotTell.class);
    Files.writeString(root.resolve("receipt").resolve(FILE + ".rcp"), "0,CL1\n");
    assertThat(lookUp()).isEqualTo(new LookUp.Found("CL1"));
  }

  @Test
  void aSystemThatTakesTheMarkerAloneMayHaveTheFile() throws Exception {
    Files.writeString(root.resolve("in").resolve(FILE), "what it left");

    assertThat(lookUp()).isInstanceOf(LookUp.CannotTell.class);
  }

  @Test
  void aPutThatWasCutOffBeforeItsMarkerIsAbsent() throws Exception {
    for (String left : new String[] {FILE + ".part", FILE + ".ok.part"}) {
      Path part = Files.writeString(root.resolve("in").resolve(left), "half");
      assertThat(lookUp()).isEqualTo(new LookUp.Absent());
      Files.delete(part);
    }
  }

  private Path receipt(String text) throws IOException {
    return Files.writeString(root.resolve("receipt").resolve(FILE + ".rcp"), text);
  }

  private Outcome ask() throws Exception {
    DeliveryKey key = new DeliveryKey("c-1", 1, "sut", Operation.STATUS);
    return adapter.deliver(new Document(key, Map.of(), null, FILE), TestContext.unmapped());
  }

  @Test
  void halfAReceiptIsNoAnswerYet() throws Exception {
    Path half = receipt("0,CL00");

    assertThat(ask()).isInstanceOf(Outcome.Pending.class);
    assertThat(lookUp()).isInstanceOf(LookUp.CannotTell.class);
    Files.setLastModifiedTime(half, FileTime.from(Instant.now().minusSeconds(60)));
    assertThat(ask()).as("nobody writes any more").isEqualTo(new Outcome.Delivered("CL00"));

    receipt("0,CL0001\r\n");
    assertThat(ask()).isEqualTo(new Outcome.Delivered("CL0001"));
    assertThat(lookUp()).isEqualTo(new LookUp.Found("CL0001"));
  }

  @Test
  void aGoodStatusWhoseNumberIsToComeIsNoAnswerYet() throws Exception {
    receipt("0,\n");

    assertThat(ask()).isInstanceOf(Outcome.Pending.class);
    assertThat(lookUp()).isInstanceOf(LookUp.CannotTell.class);
  }

  @Test
  void aReceiptMayBeginWithAByteOrderMark() throws Exception {
    receipt("\uFEFF0,CL0001\n");

    assertThat(ask()).isEqualTo(new Outcome.Delivered("CL0001"));
  }

  @Test
  void whatTheSystemHasBegunToAnswerIsNotPutAgain() throws Exception {
    receipt("0,");

    assertThat(adapter.deliver(DOCUMENT, TestContext.unmapped()))
        .isInstanceOf(Outcome.Pending.class);

    assertThat(system.effects("c-1/1/sut/CREATE")).isZero();
  }

  @Test
  void aServerThatNeverGreetsHasBeenSentNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SystemAdapter patient = adapter(silent.getLocalPort())) {
      TestContext context =
          TestContext.within(Duration.ofSeconds(1), answer -> new Outcome.Unknown(""));

      assertThatThrownBy(() -> patient.deliver(DOCUMENT, context)).isInstanceOf(NotSent.class);
    }
  }
}
