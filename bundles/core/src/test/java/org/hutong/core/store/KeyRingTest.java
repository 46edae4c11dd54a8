package org.hutong.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
  @TempDir Path folder;

  @Test
  void aKeyThatCouldNotBeStoredSealsNothing() throws Exception {
    KeyRing ring = KeyRing.open(folder);
    AesVault vault = new AesVault(ring);
    Path inTheWay = folder.resolve("data-keys.p12.new/x");
    Files.createDirectories(inTheWay);
    assertThatIOException().isThrownBy(ring::rotate);
    assertThat(ring.currentDataKey()).isOne();
    byte[] sealed = vault.encrypt("张三".getBytes(UTF_8), "place");
    AesVault afterARestart = new AesVault(KeyRing.open(folder));
    assertThat(new String(afterARestart.decrypt(sealed, "place"), UTF_8)).isEqualTo("张三");

    Files.delete(inTheWay);
    Files.delete(inTheWay.getParent());
    assertThat(ring.rotate()).isEqualTo("data-2");
    byte[] under2 = vault.encrypt("李四".getBytes(UTF_8), "place");
    afterARestart = new AesVault(KeyRing.open(folder));
    assertThat(new String(afterARestart.decrypt(under2, "place"), UTF_8)).isEqualTo("李四");
  }

  @Test
  void aRotationWritesOverNoKeysButItsOwn() throws Exception {
    KeyRing ring = KeyRing.open(folder.resolve("read"));
    KeyRing other = KeyRing.open(folder.resolve("other"));
    Path file = folder.resolve("read/data-keys.p12");
    Path own = Files.move(file, folder.resolve("own.p12"));
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(ring::rotate)
        .withMessageContaining("HUTONG_KEYS");
    Files.copy(folder.resolve("other/data-keys.p12"), file);
    assertThatExceptionOfType(Refused.class).isThrownBy(ring::rotate);
    assertThat(file).hasSameBinaryContentAs(folder.resolve("other/data-keys.p12"));
    Files.copy(
        folder.resolve("other/data-keys.password"),
        folder.resolve("read/data-keys.password"),
        StandardCopyOption.REPLACE_EXISTING);
    ring.reload();
    assertThat(ring.fingerprints()).isEqualTo(other.fingerprints());
    assertThat(ring.rotate()).isEqualTo("data-2");
    assertThat(KeyRing.open(folder.resolve("read")).fingerprints()).isEqualTo(ring.fingerprints());
    assertThat(own).exists();
  }

  @Test
  void whereNoRingLiesTheOneInMemoryStays() throws Exception {
    KeyRing ring = KeyRing.open(folder);
    Map<String, String> before = ring.fingerprints();
    Files.delete(folder.resolve("data-keys.p12"));
    ring.reload();
    assertThat(ring.fingerprints()).isEqualTo(before);
    assertThat(KeyRing.exists(folder)).isFalse();
  }
}
