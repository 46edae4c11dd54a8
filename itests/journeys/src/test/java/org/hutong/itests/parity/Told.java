package org.hutong.itests.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Looks at answers as the person would who tries to learn from them how we are built. */
final class Told {
  private static final Pattern WORKINGS =
      Pattern.compile(
          "Exception|Throwable|\\bat [a-z]+\\.|\\.java|org\\.|java\\.|javax\\.|com\\.[a-z]|"
              + "jetty|Jetty|CXF|cxf|Karaf|Woodstox|wstx|Jackson|jackson|SQLState|<html|nested",
          Pattern.MULTILINE);
  private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

  private Told() {}

  /** The refusal of a REST answer, which must be a problem and tell nothing of our workings. */
  static Verdict rest(Wire.Reply reply, int status) throws IOException {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    return sane(reply, Verdict.ofRest(reply));
  }

  /** The refusal of a SOAP answer, which must be a fault and tell nothing of our workings. */
  static Verdict soap(Wire.Reply reply, int status) throws IOException {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.headers().firstValue("Content-Type").orElse("")).startsWith("text/xml");
    assertThat(reply.text()).contains("Fault>");
    return sane(reply, Verdict.ofSoap(reply));
  }

  private static Verdict sane(Wire.Reply reply, Verdict verdict) {
    String text = reply.text();
    assertThat(WORKINGS.matcher(text).find()).as("our workings in " + text).isFalse();
    assertThat(text).doesNotContain(Marked.IN_NAMES, Marked.IN_ADDRESSES, Marked.IN_STORIES);
    assertThat(verdict.code()).as(text).matches("[A-Z][A-Z_]+").isNotEqualTo("INTERNAL_ERROR");
    assertThat(verdict.message()).containsPattern(CHINESE);
    for (Verdict.Error error : verdict.errors()) {
      assertThat(error.message()).containsPattern(CHINESE);
    }
    return verdict;
  }

  /** What both doors must say. */
  static void alike(
      Verdict rest, Verdict soap, String code, String message, Verdict.Error... errors) {
    assertThat(rest).isEqualTo(new Verdict(code, message, List.of(errors), List.of()));
    assertThat(soap).isEqualTo(rest);
  }
}
