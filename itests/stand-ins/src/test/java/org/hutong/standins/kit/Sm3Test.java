package org.hutong.standins.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sm3Test {
  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The two examples of annex A of GB/T 32905-2016. */
  @Test
  void theStandardsOwnExamplesComeOut() {
    assertThat(hex(Sm3.hash(ascii("abc"))))
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assertThat(hex(Sm3.hash(ascii("abcd".repeat(16)))))
        .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  }

  /** What {@code printf abc | openssl dgst -sm3 -hmac a-made-up-key} says. */
  @Test
  void theHmacIsTheOneOfOpenssl() {
    assertThat(hex(Sm3.hmac(ascii("a-made-up-key"), ascii("abc"))))
        .isEqualTo("dd8de73e7ff381aff3eb19ba1e41274ff912545587f67bc0d11a876e314be069");
  }
}
