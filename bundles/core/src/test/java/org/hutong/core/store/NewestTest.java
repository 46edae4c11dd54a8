package org.hutong.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NewestTest {
  private static final TreeSet<Long> ROWS = new TreeSet<>(List.of(1L, 5L, 2_500L, 9_000L, 9_001L));
  private int asked;

  private List<Long> below(long behind, int most) throws SQLException {
    return between(1, behind, most);
  }

  private List<Long> between(long first, long behind, int most) throws SQLException {
    asked = 0;
    return Newest.between(
        first,
        behind,
        most,
        (from, to, left) -> {
          asked++;
          return ROWS.subSet(from, true, to, false).descendingSet().stream().limit(left).toList();
        });
  }

  @Test
  void allRowsComeOnceTheNewestFirstHoweverFarApart() throws SQLException {
    assertThat(below(9_002, 10)).containsExactly(9_001L, 9_000L, 2_500L, 5L, 1L);
    assertThat(below(9_000, 2)).containsExactly(2_500L, 5L);
    assertThat(below(1, 10)).isEmpty();
    assertThat(below(Long.MAX_VALUE, 10)).hasSize(5);
  }

  @Test
  void nothingBelowTheFirstIsLookedAt() throws SQLException {
    assertThat(between(5, 9_001, 10)).containsExactly(9_000L, 2_500L, 5L);
    assertThat(between(8_000, 9_002, 10)).containsExactly(9_001L, 9_000L);
    assertThat(asked).isEqualTo(1);
    assertThat(between(9_002, 9_002, 10)).isEmpty();
  }

  @Test
  void nothingOlderIsLookedAtOnceThereAreEnough() throws SQLException {
    assertThat(below(9_002, 2)).containsExactly(9_001L, 9_000L);
    assertThat(asked).isEqualTo(1);
  }
}
