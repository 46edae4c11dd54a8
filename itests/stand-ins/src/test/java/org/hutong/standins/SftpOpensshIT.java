package org.hutong.standins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.hutong.adapter.Batch;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.file.internal.FileAdapterFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SI-06 on Debian's OpenSSH: adapter-file with the folder that ships, logging in by key. */
class SftpOpensshIT {
  private static final String HEADER = "编号,姓名,身份证号,性别,出生日期,住址,联系电话,紧急联系人,自理能力,服务等级,建档日期,状态\r\n";
  private static final String NAME = "YLZX_LR_20260105.csv";

  @TempDir Path dir;
  private Openssh server;

  @BeforeEach
  void start() throws IOException {
    server = Openssh.start(dir.resolve("usual"));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private SystemAdapter adapter(String hostKey) throws Exception {
    Map<String, String> variables = new HashMap<>();
    variables.put("HUTONG_SI06_PORT", "" + server.port());
    variables.put("HUTONG_SI06_USER", server.user());
    variables.put("HUTONG_SI06_FOLDER", server.exchange().toString());
    variables.put("HUTONG_SI06_HOSTKEY", hostKey);
    return new FileAdapterFactory()
        .create(
            ShippedFolder.of("si-06", variables, Map.of("key", Files.readString(server.key()))));
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

  @Test
  void si06WholeFilesComeHalfOnesWaitAndALateCorrectionFollows() throws Exception {
    try (SystemAdapter adapter = adapter(server.fingerprint())) {
      server.put(NAME, HEADER + row("01", "王䶮") + row("02", "㑇"), 0);
      assertThat(fetch(adapter, null).rows()).as("no marker yet").isEmpty();
      server.put(NAME, HEADER + row("01", "王䶮") + row("02", "㑇"), 2);

      Batch first = fetch(adapter, null);
      assertThat(first.rows()).extracting(Batch.Row::key).containsExactly("01", "02");
      assertThat(first.rows().get(1).fields())
          .containsEntry("姓名", "㑇")
          .containsEntry("住址", "东经路\n12号");

      server.put("YLZX_LR_20260103_2.csv", HEADER + row("01", "王小䶮"), 1);
      Batch late = fetch(adapter, first);
      assertThat(late.rows()).extracting(row -> row.fields().get("姓名")).containsExactly("王小䶮");
      assertThat(adapter.health().up()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecdsa", "rsa"})
  void everyKindOfKeyThatOpensshMakesIsTaken(String kind) throws Exception {
    server.close();
    server = Openssh.start(dir.resolve(kind), kind);
    try (SystemAdapter adapter = adapter(server.fingerprint())) {
      server.put(NAME, HEADER + row("01", "王䶮"), 1);
      assertThat(fetch(adapter, null).rows()).hasSize(1);
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
