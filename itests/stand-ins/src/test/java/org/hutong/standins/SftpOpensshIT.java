package org.hutong.standins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hutong.adapter.Batch;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.file.internal.FileAdapterFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SI-06 on Debian's OpenSSH: adapter-file with the folder that ships, logging in by key. */
class SftpOpensshIT {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final String HEADER = "编号,姓名,身份证号,性别,出生日期,住址,联系电话,紧急联系人,自理能力,服务等级,建档日期,状态\r\n";
  private static final String NAME = "YLZX_LR_20260105.csv";

  @TempDir Path dir;
  private Process sshd;
  private int port;

  @BeforeEach
  void start() throws Exception {
    for (String folder : List.of("out", "archive")) {
      Files.createDirectories(dir.resolve("exchange").resolve(folder));
    }
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", dir.resolve("host").toString());
    run(
        "ssh-keygen",
        "-q",
        "-t",
        "ecdsa",
        "-m",
        "PEM",
        "-N",
        "",
        "-f",
        dir.resolve("client").toString());
    Files.copy(dir.resolve("client.pub"), dir.resolve("authorized"));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.writeString(
        dir.resolve("sshd_config"),
        """
        Port %d
        ListenAddress 127.0.0.1
        HostKey %s
        AuthorizedKeysFile %s
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        PermitRootLogin prohibit-password
        PidFile none
        Subsystem sftp internal-sftp
        """
            .formatted(port, dir.resolve("host"), dir.resolve("authorized")));
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(
          Path.of("/run/sshd"),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    sshd =
        new ProcessBuilder(
                "/usr/sbin/sshd", "-D", "-e", "-f", dir.resolve("sshd_config").toString())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("sshd.log").toFile())
            .start();
    awaitPort();
  }

  private void awaitPort() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        assertThat(sshd.isAlive() && System.nanoTime() < end)
            .as(Files.readString(dir.resolve("sshd.log")))
            .isTrue();
        Thread.onSpinWait();
      }
    }
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @AfterEach
  void stop() {
    sshd.destroy();
  }

  private String fingerprint() throws Exception {
    String[] key = Files.readString(dir.resolve("host.pub")).split(" ");
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(java.util.Base64.getDecoder().decode(key[1]));
    return "SHA256:" + java.util.Base64.getEncoder().withoutPadding().encodeToString(hash);
  }

  private SystemAdapter adapter(String hostKey) throws Exception {
    Map<String, String> variables = new HashMap<>();
    variables.put("HUTONG_SI06_PORT", "" + port);
    variables.put("HUTONG_SI06_USER", System.getProperty("user.name"));
    variables.put("HUTONG_SI06_FOLDER", dir.resolve("exchange").toString());
    variables.put("HUTONG_SI06_HOSTKEY", hostKey);
    return new FileAdapterFactory()
        .create(
            ShippedFolder.of(
                "si-06", variables, Map.of("key", Files.readString(dir.resolve("client")))));
  }

  private static String row(String number, String name) {
    return number
        + ","
        + name
        + ",110102194001011234,女,19400101,\"东经路\n12号\",,,1,一级,20160101,1\r\n";
  }

  private Batch fetch(SystemAdapter adapter, Batch after) throws Exception {
    return ((RecordSource) adapter)
        .fetch(after == null ? null : after.next(), 100, ShippedFolder.context());
  }

  private void put(String name, String text, int lines) throws Exception {
    byte[] bytes = text.getBytes(GB18030);
    Path out = dir.resolve("exchange").resolve("out");
    Files.write(out.resolve(name), bytes);
    if (lines > 0) {
      String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
      Files.writeString(out.resolve(name + ".ok"), name + "," + lines + "," + md5 + "\n");
    }
  }

  @Test
  void si06WholeFilesComeHalfOnesWaitAndALateCorrectionFollows() throws Exception {
    try (SystemAdapter adapter = adapter(fingerprint())) {
      put(NAME, HEADER + row("01", "王䶮") + row("02", "㑇"), 0);
      assertThat(fetch(adapter, null).rows()).as("no marker yet").isEmpty();
      put(NAME, HEADER + row("01", "王䶮") + row("02", "㑇"), 2);

      Batch first = fetch(adapter, null);
      assertThat(first.rows()).extracting(Batch.Row::key).containsExactly("01", "02");
      assertThat(first.rows().get(1).fields())
          .containsEntry("姓名", "㑇")
          .containsEntry("住址", "东经路\n12号");

      put("YLZX_LR_20260103_2.csv", HEADER + row("01", "王小䶮"), 1);
      Batch late = fetch(adapter, first);
      assertThat(late.rows()).extracting(row -> row.fields().get("姓名")).containsExactly("王小䶮");
      assertThat(adapter.health().up()).isTrue();
    }
  }

  @Test
  void aServerWithAnotherKeyIsNotSpokenTo() throws Exception {
    try (SystemAdapter adapter = adapter("SHA256:" + "A".repeat(43))) {
      assertThatThrownBy(() -> fetch(adapter, null)).isInstanceOf(Unavailable.class);
      assertThat(adapter.health().up()).isFalse();
    }
  }
}
