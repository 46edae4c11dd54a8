package org.hutong.gateway.rest.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  private static Map<String, Object> read(String json) {
    return StrictJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static FieldError refused(byte[] json) {
    Refused refused = catchThrowableOfType(Refused.class, () -> StrictJson.read(json));
    assertThat(refused).isNotNull();
    assertThat(refused.code()).isEqualTo(Code.MALFORMED_REQUEST);
    assertThat(refused.errors()).hasSize(1);
    return refused.errors().get(0);
  }

  private static FieldError refused(String json) {
    return refused(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyKindOfValueHasItsPlainType() {
    Map<String, Object> tree =
        read(
            " {\"s\":\"x\\u4e1c\",\"i\":1,\"d\":1.50,\"t\":true,\"n\":null,\"l\":[1,[],{}],\"o\":{}} ");

    assertThat(tree)
        .containsEntry("s", "x东")
        .containsEntry("i", 1L)
        .containsEntry("d", new BigDecimal("1.50"))
        .containsEntry("t", true)
        .containsEntry("n", null)
        .containsEntry("l", Arrays.asList(1L, List.of(), Map.of()))
        .containsEntry("o", Map.of());
    assertThat(tree.keySet()).containsExactly("s", "i", "d", "t", "n", "l", "o");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "null",
        "\"x\"",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":[1",
        "{\"a\":1}{}",
        "{\"a\":1} x",
        "{\"a\":1},",
        "{'a':1}",
        "{a:1}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":-Infinity}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1,}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":tru}",
        "{\"a\":1}//c",
        "/*c*/{\"a\":1}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "\uFEFF{\"a\":1}",
        "{\"a\":]}",
        "{\"a\":}"
      })
  void whatIsNoJsonObjectIsRefused(String json) {
    refused(json);
  }

  @Test
  void aKeyTwiceIsRefusedAtItsPlace() {
    assertThat(refused("{\"a\":{\"b\":1,\"b\":2}}").pointer()).isEqualTo("/a/b");
    assertThat(refused("{\"a\":1,\"\\u0061\":2}").message()).contains("重复");
  }

  @Test
  void nestingEndsAtSixtyFourLevels() {
    String deepest = "{\"a\":".repeat(64) + "1" + "}".repeat(64);
    assertThat(read(deepest)).hasSize(1);
    refused("{\"a\":" + deepest + "}");
    refused("{\"a\":" + "[".repeat(100_000));
  }

  @Test
  void numbersAreBounded() {
    assertThat(read("{\"a\":9223372036854775807}")).containsEntry("a", Long.MAX_VALUE);
    assertThat(read("{\"a\":9223372036854775808}"))
        .containsEntry("a", new BigDecimal("9223372036854775808"));
    assertThat(refused("{\"a\":1e1000000000}").pointer()).isEqualTo("/a");
    refused("{\"a\":1e99999999999999999999}");
    refused("{\"a\":1e-41}");
    refused("{\"a\":" + "9".repeat(41) + "}");
    refused("{\"a\":" + "9".repeat(100_000) + "}");
    refused("{\"a\":0." + "9".repeat(41) + "}");
  }

  @Test
  void whatIsNoUtf8IsRefused() {
    refused(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'});
    refused(new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'});
    refused(new byte[] {'{', '"', (byte) 0xE4, (byte) 0xB8, '"', ':', '1', '}'});
    refused("{\"a\":1}".getBytes(StandardCharsets.UTF_16));
  }

  @Test
  void aLoneSurrogateIsRefusedInValuesAndNames() {
    assertThat(refused("{\"a\":[0,\"\\ud800\"]}").pointer()).isEqualTo("/a/1");
    refused("{\"\\udc00\":1}");
    refused("{\"a\":\"\\udc00\\ud800\"}");
    assertThat(read("{\"a\":\"\\ud873\\ude1a\"}")).containsEntry("a", "\uD873\uDE1A");
  }

  @Test
  void aCharacterThatXmlCouldNotCarryIsRefused() {
    for (String escape : List.of("\\u0000", "\\u0001", "\\u001f", "\\ufffe", "\\uffff")) {
      assertThat(refused("{\"a\":\"x" + escape + "\"}").pointer()).isEqualTo("/a");
      refused("{\"x" + escape + "\":1}");
    }
    assertThat(read("{\"a\":\"\\t\\n\\r\\u007f\ufffd\"}")).containsEntry("a", "\t\n\r\u007f\ufffd");
  }

  @Test
  void whatIsRefusedIsNeverRepeated() {
    String secret = "110102198001011239";
    for (String json :
        new String[] {
          "{\"a\":\"" + secret + "\" x}",
          "{\"a\":" + secret + "x}",
          "{\"a\":x" + secret + "}",
          "{\"a\":1} " + secret,
          "{\"a\":\"" + secret,
        }) {
      FieldError error = refused(json);
      assertThat(error.message() + error.pointer()).doesNotContain(secret).doesNotContain("x");
    }
  }
}
