package org.hutong.gateway.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.soap.internal.Harness.ITEM;
import static org.hutong.gateway.soap.internal.Harness.SUBJECT;
import static org.hutong.gateway.soap.internal.Harness.assertError;
import static org.hutong.gateway.soap.internal.Harness.assertFault;
import static org.hutong.gateway.soap.internal.Harness.envelope;
import static org.hutong.gateway.soap.internal.Harness.submit;
import static org.hutong.gateway.soap.internal.Harness.token;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.gateway.support.Samples;
import org.hutong.problem.Code;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

class FormsTest {
  private static Harness harness;
  private static int keys;

  @BeforeAll
  static void start() throws Exception {
    harness = new Harness();
  }

  @AfterAll
  static void stop() throws Exception {
    harness.close();
  }

  private HttpResponse<String> enter(String form) throws IOException, InterruptedException {
    String body = ITEM + SUBJECT + "<form>" + form + "</form>";
    return harness.send(envelope(token(), submit("f-" + ++keys, body)));
  }

  private static String field(String name, String value) {
    return "<field name='" + name + "'>" + value + "</field>";
  }

  private Object entered() {
    return harness.services.casework.body.get("form");
  }

  /** What the answer's form says is entered again and must give the same tree. */
  private void comesBackTheSame(HttpResponse<String> response) throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    Object first = entered();
    String body = response.body();
    String form = body.substring(body.indexOf("<form>") + 6, body.indexOf("</form>"));
    HttpResponse<String> again = enter(form);
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(entered()).isEqualTo(first);
  }

  @Test
  void everyTypeOfValueGoesInAndComesBack() throws Exception {
    HttpResponse<String> response =
        enter(
            field("text", "<text>大病</text>")
                + field("empty", "<text/>")
                + field("blank", "<text>  \n </text>")
                + field("nothing", "<null/>")
                + field("null", "<null>true</null>")
                + field("yes", "<boolean>true</boolean>")
                + field("no", "<boolean>0</boolean>")
                + field("none", "<list/>")
                + field("bare", "<object/>")
                + field(
                    "list",
                    "<list><value><null/></value><value><number>1</number></value>"
                        + "<value><text>1</text></value><value><list/></value></list>")
                + field(
                    "family",
                    "<list><value><object>"
                        + field("name", "<text>阿依古丽·买买提</text>")
                        + "</object></value></list>"));
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("text", "大病");
    expected.put("empty", "");
    expected.put("blank", "  \n ");
    expected.put("nothing", null);
    expected.put("null", null);
    expected.put("yes", true);
    expected.put("no", false);
    expected.put("none", List.of());
    expected.put("bare", Map.of());
    expected.put("list", Arrays.asList(null, 1L, "1", List.of()));
    expected.put("family", List.of(Map.of("name", "阿依古丽·买买提")));
    assertThat(entered()).isEqualTo(expected);
    comesBackTheSame(response);
  }

  @Test
  void numbersKeepTheirDigitsAsOnRest() throws Exception {
    HttpResponse<String> response =
        enter(
            field("a", "<number>300000</number>")
                + field("b", "<number>1.0</number>")
                + field("c", "<number>1E+3</number>")
                + field("d", "<number>-0</number>")
                + field("e", "<number>9223372036854775807</number>")
                + field("f", "<number>9223372036854775808</number>")
                + field("g", "<number>0.10</number>")
                + field("h", "<number>-9223372036854775808</number>")
                + field("i", "<number> 7 </number>"));
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("a", 300000L);
    expected.put("b", new BigDecimal("1.0"));
    expected.put("c", new BigDecimal("1E+3"));
    expected.put("d", 0L);
    expected.put("e", Long.MAX_VALUE);
    expected.put("f", new BigDecimal("9223372036854775808"));
    expected.put("g", new BigDecimal("0.10"));
    expected.put("h", Long.MIN_VALUE);
    expected.put("i", 7L);
    assertThat(entered()).isEqualTo(expected);
    comesBackTheSame(response);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<number>012</number>",
        "<number>+1</number>",
        "<number>.5</number>",
        "<number>1,5</number>",
        "<number>NaN</number>",
        "<number>１</number>",
        "<number/>",
        "<boolean>yes</boolean>",
        "<date>2016-01-01</date>",
        "<text>a</text><text>b</text>",
        "<text>a<b/></text>",
        "<null>x</null>",
        "<null>false</null>",
        "loose",
        ""
      })
  void aValueThatIsNotOfItsTypeIsNamed(String value) throws Exception {
    Document fault =
        assertFault(
            enter("<field name='a'><object>" + field("b/c", value) + "</object></field>"),
            Code.INVALID_REQUEST);
    assertError(fault, 0, "/form/a/b~1c", Code.FIELD_TYPE);
  }

  @Test
  void wrongTypesOfAFormAreToldTogetherWithWhateverElseIsWrong() throws Exception {
    int before = harness.services.casework.registered.get();
    String body =
        ITEM
            + SUBJECT.replaceFirst("<idNumber>[^<]*", "<idNumber>1")
            + "<surprise/><form>"
            + field("amount", "<number>twelve</number>")
            + field("family", "<list><value><boolean>perhaps</boolean></value></list>")
            + "</form>";
    assertThat(body).contains("<idNumber>1<");
    Document fault =
        assertFault(
            harness.send(envelope(token(), submit("f-" + ++keys, body))), Code.INVALID_REQUEST);
    assertError(fault, 0, "/form/amount", Code.FIELD_TYPE);
    assertError(fault, 1, "/form/family/0", Code.FIELD_TYPE);
    assertThat(fault.getElementsByTagNameNS("*", "pointer").getLength()).isEqualTo(4);
    assertThat(fault.getDocumentElement().getTextContent())
        .contains("/subject/idNumber", "/surprise")
        .doesNotContain("unread");
    assertThat(harness.services.casework.registered.get()).isEqualTo(before);
  }

  @Test
  void numbersBeyondCountingAreMalformedAsOnRest() throws Exception {
    for (String number : List.of("1".repeat(41), "1e999999999", "0." + "1".repeat(41), "1e41")) {
      Document fault =
          assertFault(enter(field("n", "<number>" + number + "</number>")), Code.MALFORMED_REQUEST);
      assertError(fault, 0, "/form/n", Code.MALFORMED_REQUEST);
    }
  }

  @Test
  void aNameTwiceOrMissingIsRefused() throws Exception {
    assertFault(enter(field("a", "<null/>") + field("a", "<null/>")), Code.MALFORMED_REQUEST);
    Document fault = assertFault(enter("<field><text>x</text></field>"), Code.INVALID_REQUEST);
    assertError(fault, 0, "/form/@name", Code.FIELD_MISSING);
  }

  @Test
  void aPatchTellsNullFromMissing() throws Exception {
    harness.answer(
        "CorrectCase",
        "<number>"
            + Samples.NUMBER
            + "</number><ifMatch>1</ifMatch><idempotencyKey>p-1</idempotencyKey><patch>"
            + field("agent", "<null/>")
            + field(
                "subject", "<object>" + field("phone", "<text>13800000001</text>") + "</object>")
            + "</patch>");
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("agent", null);
    expected.put("subject", Map.of("phone", "13800000001"));
    assertThat(harness.services.casework.body).isEqualTo(expected);
  }

  @Test
  void rareCharactersOfNamesAndSpecialOnesOfXmlSurvive() throws Exception {
    String name = new String(Character.toChars(0x2CE1A)) + "·买买提 <&>\"'";
    HttpResponse<String> response =
        enter(
            field("name", "<text>" + name.replace("&", "&amp;").replace("<", "&lt;") + "</text>")
                + field("lines", "<text>a&#13;&#10;b</text>"));
    assertThat(entered()).isEqualTo(Map.of("name", name, "lines", "a\r\nb"));
    comesBackTheSame(response);
  }

  @Test
  void sixtyFourLevelsAreReadAndMoreAreMalformed() throws Exception {
    assertThat(enter(nested(62)).statusCode()).isEqualTo(200);
    assertFault(enter(nested(65)), Code.MALFORMED_REQUEST);
    assertFault(enter(nested(5000)), Code.MALFORMED_REQUEST);
  }

  private static String nested(int levels) {
    return "<field name='x'><object>".repeat(levels) + "</object></field>".repeat(levels);
  }
}
