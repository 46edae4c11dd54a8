package org.hutong.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that were lost, or are another street's, beside data that are there. */
class DataIdentityTest {
  private static final DataIdentity OWN = DataIdentity.of("110102014", "postgresql");

  @TempDir Path data;

  @Test
  void dataOfOneStreetAndKindAreNotOpenedAsAnother() throws Exception {
    assertThatCode(() -> OWN.check(data)).as("no file yet").doesNotThrowAnyException();
    OWN.keep(data);
    OWN.check(data);
    assertThatExceptionOfType(StoreRefused.class)
        .isThrownBy(() -> DataIdentity.of("110102014", "derby").check(data))
        .withMessageContaining("store.kind = postgresql，而设置为 derby");
    assertThatExceptionOfType(StoreRefused.class)
        .isThrownBy(() -> DataIdentity.of("110101001", "postgresql").check(data))
        .withMessageContaining("street.code = 110102014，而设置为 110101001");
    DataIdentity.of("110101001", "derby").keep(data);
    OWN.check(data); // the first one stays
  }

  @Test
  void itIsPrivateAndAnUnreadableOneIsNotTakenForNone() throws Exception {
    OWN.keep(data);
    Path file = data.resolve(DataIdentity.FILE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file).hasContent("{\"format\":1,\"street\":\"110102014\",\"store\":\"postgresql\"}");
    for (String text : new String[] {"{", "{\"format\":2}", "null"}) {
      Files.writeString(file, text);
      assertThatExceptionOfType(StoreRefused.class).isThrownBy(() -> OWN.check(data));
    }
    Files.delete(file);
    DataIdentity.of("110101001", "derby").check(data); // a deliberate change
  }
}
