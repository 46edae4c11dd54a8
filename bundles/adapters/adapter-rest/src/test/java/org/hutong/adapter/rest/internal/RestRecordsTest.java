package org.hutong.adapter.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.hutong.adapter.Batch;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.Unavailable;
import org.hutong.adapter.rest.internal.FakeHub.Reply;
import org.hutong.adapter.tck.TestContext;
import org.hutong.kernel.Cursor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records over pages that drift, and over a system's own cursors. */
class RestRecordsTest {
  private final FakeRegister register = new FakeRegister();
  private final Map<String, String> kept = new LinkedHashMap<>();
  private FakeHub hub;
  private SystemAdapter adapter;

  @BeforeEach
  void start() throws Exception {
    hub = new FakeHub();
    hub.behaves(register::serve);
    adapter = reading(Map.of());
  }

  @AfterEach
  void stop() {
    adapter.close();
    hub.close();
  }

  private SystemAdapter reading(Map<String, Object> more) throws InvalidConfig {
    Map<String, Object> records = new HashMap<>();
    records.put("path", "/population?since={since}&page={page}&size={size}");
    records.put("rows", "/data/rows");
    records.put("key", "rkbh");
    records.put("changed", "gxsj");
    records.put("time", "uuuu-MM-dd HH:mm:ss");
    records.put("fields", List.of("rkbh", "gxsj", "xm"));
    records.put("size", 3);
    records.put("overlapSeconds", 5);
    records.putAll(more);
    Map<String, Object> settings =
        Map.of("url", "http://127.0.0.1:" + hub.port(), "records", records);
    return new RestAdapterFactory()
        .create(new SystemConfig("sut", settings, Map.of(), Path.of(".")));
  }

  private static String second(int second) {
    return "2026-01-05 10:%02d:%02d".formatted(second / 60, second % 60);
  }

  private Batch fetch(Cursor after, int limit) throws Exception {
    return ((RecordSource) adapter).fetch(after, limit, TestContext.unmapped());
  }

  private Batch keep(Cursor after, int limit) throws Exception {
    Batch batch = fetch(after, limit);
    batch.rows().forEach(row -> kept.put(row.key(), row.fields().get("xm")));
    return batch;
  }

  /** Fetches until the round is over. */
  private Cursor round(Cursor after, int limit) throws Exception {
    Batch batch = keep(after, limit);
    while (batch.more()) {
      batch = keep(batch.next(), limit);
    }
    return batch.next();
  }

  @Test
  void rowsThatMoveForwardWhileWeReadAreNotMissed() throws Exception {
    for (int i = 1; i <= 9; i++) {
      register.put("P" + i, second(i), "first");
    }
    Batch first = keep(null, 10);
    // Three of the first page are changed: the whole second page moves into its place.
    for (int i = 1; i <= 3; i++) {
      register.put("P" + i, second(100 + i), "changed");
    }

    round(first.next(), 10);

    assertThat(kept.keySet()).hasSize(9);
    assertThat(kept).containsEntry("P1", "changed").containsEntry("P4", "first");
  }

  @Test
  void aRowThatMovesBetweenTheTwoRequestsOfOneFetchIsNotPassedOver() throws Exception {
    for (int i = 1; i <= 9; i++) {
      register.put("P" + i, second(i), "first");
    }
    Batch first = keep(null, 10);
    AtomicInteger requests = new AtomicInteger();
    hub.behaves(
        request -> {
          Reply reply = register.serve(request);
          if (requests.incrementAndGet() == 1) {
            register.touch(1, second(100));
          }
          return reply;
        });

    round(first.next(), 10);

    assertThat(kept).isEqualTo(register.held());
  }

  @Test
  void nothingIsMissedOfASourceThatChangesWithEveryRequest() throws Exception {
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      for (int i = 1; i <= 40; i++) {
        register.put("P" + i, second(i), "first");
      }
      AtomicInteger requests = new AtomicInteger();
      hub.behaves(
          request -> {
            Reply reply = register.serve(request);
            int number = requests.incrementAndGet();
            if (number <= 16) {
              // Sometimes more than a page: its anchors are all gone then.
              register.touch(random.nextInt(5), second(100 + number));
            }
            return reply;
          });
      kept.clear();

      round(null, 1 + random.nextInt(5));

      assertThat(kept).as("seed %d", seed).isEqualTo(register.held());
    }
  }

  @Test
  void theNextRoundBeginsAtTheLastChangeInTimeNotInText() throws Exception {
    adapter.close();
    adapter = reading(Map.of("time", "uuuu-M-d H:mm:ss"));
    hub.behaves(
        request ->
            Reply.json(
                200,
                """
                {"data": {"rows": [
                  {"rkbh": "P1", "gxsj": "2026-1-5 9:59:59", "xm": "x"},
                  {"rkbh": "P2", "gxsj": "2026-1-5 10:00:30", "xm": "x"}]}}
                """));

    fetch(fetch(null, 10).next(), 10);

    assertThat(hub.requests().get(1).target()).contains("since=2026-1-5%2010%3A00%3A25");
  }

  @Test
  void rowsThatVanishWhileWeReadTakeNoOthersAway() throws Exception {
    for (int i = 1; i <= 9; i++) {
      register.put("P" + i, second(i), "x");
    }
    Batch first = keep(null, 10);
    register.delete("P1");
    register.delete("P2");

    round(first.next(), 10);

    assertThat(kept.keySet()).contains("P3", "P4", "P5", "P6", "P7", "P8", "P9");
  }

  @Test
  void manyRowsOfOneSecondAllCome() throws Exception {
    for (int i = 1; i <= 11; i++) {
      register.put("P" + i, second(1), "x");
    }
    Cursor end = round(null, 2);
    assertThat(kept.keySet()).hasSize(11);

    // One more of the same second, written after we had read it.
    register.put("P12", second(1), "late");
    round(end, 10);

    assertThat(kept).containsEntry("P12", "late");
  }

  @Test
  void whenNothingChangesNothingComesAgain() throws Exception {
    for (int i = 1; i <= 7; i++) {
      register.put("P" + i, second(i), "x");
    }
    Cursor end = round(null, 10);

    Batch idle = fetch(end, 10);

    assertThat(idle.rows()).isEmpty();
    assertThat(idle.more()).isFalse();
    assertThat(idle.next()).isEqualTo(end);
  }

  @Test
  void theSameCursorGivesTheSameRowsAndALimitIsKept() throws Exception {
    for (int i = 1; i <= 7; i++) {
      register.put("P" + i, second(i), "x");
    }
    Batch first = fetch(null, 2);

    assertThat(first.rows()).hasSize(2);
    assertThat(fetch(null, 2)).isEqualTo(first);
    Batch second = fetch(first.next(), 2);
    assertThat(fetch(first.next(), 2)).isEqualTo(second);
    assertThat(second.rows().get(0).key()).isEqualTo("P3");
  }

  @Test
  void whatIsNotNamedStaysBehind() throws Exception {
    register.put("P1", second(1), "x");

    assertThat(fetch(null, 10).rows().get(0).fields()).containsOnlyKeys("rkbh", "gxsj", "xm");
  }

  @Test
  void aRenamedFieldHoldsEverythingAndARowWithoutKeyOnlyItself() throws Exception {
    register.put("P1", second(1), "x");
    register.put("", second(2), "x");
    Batch batch = fetch(null, 10);
    assertThat(batch.rows()).hasSize(1);
    assertThat(batch.refused()).hasSize(1);

    register.rename("bh");

    assertThatThrownBy(() -> fetch(null, 10))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("rkbh");
  }

  @Test
  void aSystemThatIsBusyIsLeftAloneForAsLongAsItSays() throws Exception {
    hub.answers(Reply.json(429, "{}").with("Retry-After", "120"));

    assertThatThrownBy(() -> fetch(null, 10)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> fetch(null, 10)).isInstanceOf(Unavailable.class);

    assertThat(hub.requests()).hasSize(1);
  }

  @Test
  void aSystemThatOnlyGivesRecordsTakesNoDocuments() throws Exception {
    assertThat(
            adapter.deliver(
                Samples.document("c-1", org.hutong.kernel.Operation.CREATE),
                TestContext.unmapped()))
        .isInstanceOf(org.hutong.adapter.Outcome.Rejected.class);
  }

  @Test
  void aSystemsOwnCursorIsFollowedAndItsPageTakenInParts() throws Exception {
    List<String> asked = new ArrayList<>();
    hub.behaves(
        request -> {
          String cursor = request.target().replaceFirst(".*cursor=", "");
          asked.add(cursor);
          return switch (cursor) {
            case "" ->
                Reply.json(200, "{\"items\": [{\"id\": 1}, {\"id\": 2}], \"next\": \"c/1\"}");
            case "c%2F1" -> Reply.json(200, "{\"items\": [{\"id\": 3}], \"next\": null}");
            default -> Reply.json(404, "{}");
          };
        });
    adapter.close();
    Map<String, Object> records =
        Map.of(
            "path",
            "/v2/requests?cursor={cursor}",
            "rows",
            "/items",
            "key",
            "id",
            "cursor",
            "/next");
    adapter =
        new RestAdapterFactory()
            .create(
                new SystemConfig(
                    "sut",
                    Map.of("url", "http://127.0.0.1:" + hub.port(), "records", records),
                    Map.of(),
                    Path.of(".")));

    Batch one = fetch(null, 1);
    Batch two = fetch(one.next(), 5);
    Batch three = fetch(two.next(), 5);
    Batch end = fetch(three.next(), 5);

    assertThat(one.rows()).extracting(Batch.Row::key).containsExactly("1");
    assertThat(two.rows()).extracting(Batch.Row::key).containsExactly("2");
    assertThat(three.rows()).extracting(Batch.Row::key).containsExactly("3");
    assertThat(end.rows()).isEmpty();
    assertThat(end.more()).isFalse();
    assertThat(asked).startsWith("", "", "c%2F1");
  }

  @Test
  void numberedPagesWithoutAChangeFieldAreRefusedWhenTheFileIsRead() {
    Map<String, Object> more = new HashMap<>();
    more.put("changed", null);

    assertThatThrownBy(() -> reading(more)).isInstanceOf(InvalidConfig.class);
  }
}
