package org.hutong.adapter.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.hutong.adapter.Holdings;
import org.hutong.adapter.HoldingsSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.tck.TestContext;
import org.hutong.kernel.Cursor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a list says, and what is no list. */
class RestHeldTest {
  private static final Instant FROM = Instant.parse("2026-01-05T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-01-06T00:00:00Z");

  private FakeHub hub;
  private SystemAdapter adapter;

  @BeforeEach
  void open() throws Exception {
    hub = new FakeHub();
    Map<String, Object> settings = Samples.settings(hub.port());
    settings.put("held", Samples.HELD);
    adapter = new RestAdapterFactory().create(Samples.config(settings));
  }

  @AfterEach
  void close() {
    adapter.close();
    hub.close();
  }

  private Holdings list(Cursor after) throws Exception {
    return ((HoldingsSource) adapter).holdings(FROM, TO, after, 50, TestContext.unmapped());
  }

  @Test
  void aLineIsReadWithItsRevisionFromTheNewestKeyAndItsCancellation() throws Exception {
    hub.answers(
        FakeHub.Reply.json(
            200,
            """
            {"items": [
              {"key": "C-1/3/sut/CORRECT", "hubNo": "H1", "at": "2026-01-05T08:00:00+08:00"},
              {"key": "C-2/2/sut/CANCEL", "hubNo": "H2", "state": "CANCELLED"}], "next": "7"}"""));

    Holdings page = list(new Cursor("5"));

    assertThat(page.records())
        .containsExactly(
            new Holdings.Holding(
                "C-1/3/sut/CORRECT", "H1", 3, false, Instant.parse("2026-01-05T00:00:00Z")),
            new Holdings.Holding("C-2/2/sut/CANCEL", "H2", 2, true, null));
    assertThat(page.next()).isEqualTo(new Cursor("7"));
    assertThat(hub.last().target())
        .isEqualTo(
            "/hub/held?from=2026-01-05T00%3A00%3A00Z&to=2026-01-06T00%3A00%3A00Z&cursor=5&size=50");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"items\": [{\"hubNo\": \"H1\"}]}",
        "{\"items\": [{\"key\": \"C-1\"}]}",
        "{\"items\": [{\"key\": \"C-1/1/sut/CREATE\", \"at\": \"yesterday\"}]}",
        "{\"items\": [], \"next\": \"5\"}",
        "{\"items\": [], \"next\": \"a b\"}"
      })
  void whatIsNoListIsNeverAShortOne(String body) {
    hub.answers(FakeHub.Reply.json(200, body));

    assertThatThrownBy(() -> list(new Cursor("5"))).isInstanceOf(Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 401, 404, 429, 500})
  void anotherStatusIsNoList(int status) {
    hub.answers(FakeHub.Reply.json(status, status == 204 ? "" : "{\"items\": []}"));

    assertThatThrownBy(() -> list(null)).isInstanceOf(Unavailable.class);
  }
}
