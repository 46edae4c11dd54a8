package org.hutong.adapter.support.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpReplyTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private static HttpReply with(String header, String value, byte... body) {
    return new HttpReply(503, Map.of(header, value), body);
  }

  @Test
  void retryAfterIsSecondsOrADateAndAtMostAnHour() {
    assertThat(with("retry-after", "120").retryAfter(NOW)).contains(Duration.ofMinutes(2));
    assertThat(with("retry-after", "Mon, 23 Nov 2026 08:00:30 GMT").retryAfter(NOW))
        .contains(Duration.ofSeconds(30));
    assertThat(with("retry-after", "999999999").retryAfter(NOW)).contains(Duration.ofHours(1));
    assertThat(with("retry-after", "soon").retryAfter(NOW)).isEmpty();
    assertThat(with("x", "1").retryAfter(NOW)).isEmpty();
  }

  @Test
  void theBodyIsReadInTheCharsetThatTheAnswerNames() {
    Charset gbk = Charset.forName("GBK");
    HttpReply reply = with("content-type", "Text/XML; charset=\"GBK\"", "东经路".getBytes(gbk));

    assertThat(reply.mediaType()).isEqualTo("text/xml");
    assertThat(reply.text()).isEqualTo("东经路");
    assertThat(with("content-type", "text/xml; charset=no-such").charset()).isEmpty();
  }
}
