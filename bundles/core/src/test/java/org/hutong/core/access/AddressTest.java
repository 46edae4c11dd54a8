package org.hutong.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "console",
        "127.0.0.1",
        "127.8.9.1",
        "/127.0.0.1:51234",
        "localhost/127.0.0.1:51234",
        "::1",
        "[::1]:8101",
        "/[0:0:0:0:0:0:0:1%lo]:8101",
        "::ffff:127.0.0.1"
      })
  void theMachineItselfIsLocal(String from) {
    assertThat(Address.of(from).local()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "10.0.0.1",
        "128.0.0.1",
        "127.0.0.1.example.org",
        "console ",
        "0.0.0.0",
        "::2",
        "",
        "999.1.1.1",
        "127.0.0.1, 10.0.0.1"
      })
  void nothingElseIs(String from) {
    assertThat(Address.of(from).local()).isFalse();
  }

  @Test
  void anAddressIsOneWhateverThePort() {
    assertThat(Address.of("/10.0.0.1:1")).isEqualTo(Address.of("10.0.0.1"));
  }

  @Test
  void aWholeIpv6NetworkCountsAsOne() {
    assertThat(Address.of("2001:db8:1:2::1")).isEqualTo(Address.of("2001:db8:1:2:aaaa::77"));
    assertThat(Address.of("2001:db8:1:2::1")).isNotEqualTo(Address.of("2001:db8:1:3::1"));
  }
}
