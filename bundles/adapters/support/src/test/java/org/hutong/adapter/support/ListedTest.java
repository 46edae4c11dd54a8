package org.hutong.adapter.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Unavailable;
import org.hutong.kernel.Cursor;
import org.junit.jupiter.api.Test;

class ListedTest {
  private final Rows rows = new Rows("bh", List.of("bh", "zt"), Object::toString);
  private final List<Map<String, Object>> page = new ArrayList<>();

  ListedTest() {
    IntStream.rangeClosed(1, 9).forEach(i -> page.add(row(i, "1")));
  }

  private static Map<String, Object> row(int number, String state) {
    return Map.of("bh", number, "zt", state);
  }

  private Batch fetch(Cursor after, int limit, String next) throws Unavailable {
    return Listed.of(after).batch(rows.read(page, "cursor"), limit, next);
  }

  private static List<String> keys(Batch batch) {
    return batch.rows().stream().map(Batch.Row::key).toList();
  }

  @Test
  void aRowThatIsWithdrawnWhileAPageIsTakenInPartsTakesNoOtherAway() throws Exception {
    Batch first = fetch(null, 4, "c/1");
    page.remove(3);
    page.remove(0);

    Batch second = fetch(first.next(), 9, "c/1");

    assertThat(keys(second)).containsExactly("5", "6", "7", "8", "9");
    assertThat(Listed.of(second.next()).cursor()).isEqualTo("c/1");
  }

  @Test
  void theLastPageIsReadOnBehindWhatWasTakenThoughOlderRowsAreGone() throws Exception {
    Batch all = fetch(null, 20, null);
    assertThat(fetch(all.next(), 20, null).next()).isEqualTo(all.next());
    page.remove(2);
    page.add(row(10, "1"));

    assertThat(keys(fetch(all.next(), 20, null))).containsExactly("10");
  }

  @Test
  void aRowThatIsChangedAndMovesToTheEndComesAgainAndTakesNoOtherAway() throws Exception {
    Batch first = fetch(null, 4, null);
    page.remove(3);
    page.add(row(4, "2"));

    assertThat(keys(fetch(first.next(), 9, null))).containsExactly("5", "6", "7", "8", "9", "4");
  }

  @Test
  void aPageOfWhichNothingIsKnownAnyMoreIsBegunAgain() throws Exception {
    Batch first = fetch(null, 4, null);
    page.subList(0, 4).clear();

    assertThat(keys(fetch(first.next(), 2, null))).containsExactly("5", "6");
  }

  @Test
  void rowsThatDifferAtEveryAnswerAreKnownByTheirKey() throws Exception {
    Batch first = fetch(null, 4, null);
    page.replaceAll(row -> row((int) row.get("bh"), "2"));

    assertThat(keys(fetch(first.next(), 9, null))).containsExactly("5", "6", "7", "8", "9");
  }

  @Test
  void rowsThatAreAlikeAreAllTaken() throws Exception {
    page.clear();
    IntStream.rangeClosed(1, 7).forEach(i -> page.add(row(1, "1")));
    int taken = 0;
    Batch batch = fetch(null, 2, null);
    for (int i = 0; i < 3; i++) {
      taken += batch.rows().size();
      batch = fetch(batch.next(), 2, null);
    }

    assertThat(taken + batch.rows().size()).isEqualTo(7);
    assertThat(batch.more()).isFalse();
  }

  @Test
  void aCursorOfAnEarlierVersionCountsTheRowsAndTheNextOneKnowsThem() throws Exception {
    Batch counted = fetch(new Cursor("~4"), 2, null);

    assertThat(keys(counted)).containsExactly("5", "6");
    page.remove(0);
    assertThat(keys(fetch(counted.next(), 9, null))).containsExactly("7", "8", "9");
  }

  @Test
  void aLongCursorOfTheSystemsLeavesRoomForFewerRows() throws Exception {
    for (int length : List.of(120, 129, 135, 141, 144)) {
      Cursor far = new Cursor(Base64.getUrlEncoder().encodeToString(new byte[length]) + "~0");
      Cursor next = fetch(far, 4, null).next();

      assertThat(Listed.of(next).taken()).isEqualTo(4);
      assertThat(keys(fetch(next, 1, null))).containsExactly("5");
    }
  }

  @Test
  void whatIsNoCursorOfOursIsSaid() {
    for (String other : List.of("a", "~x", "~1~abcd", "~1~abcde~")) {
      assertThatThrownBy(() -> Listed.of(new Cursor(other))).isInstanceOf(Unavailable.class);
    }
  }
}
