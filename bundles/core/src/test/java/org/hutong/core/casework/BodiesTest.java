package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BodiesTest {
  private final Bodies bodies = new Bodies();
  private int reads;

  private Map<String, Object> read(long caseId, int revision) throws SQLException {
    return bodies.of(
        caseId,
        revision,
        () -> {
          reads++;
          return new HashMap<>(Map.of("case", caseId, "revision", revision));
        });
  }

  @Test
  void aBodyIsReadOnceForAllTheSystemsItGoesTo() throws SQLException {
    assertThat(read(7, 1)).isEqualTo(read(7, 1)).isEqualTo(Map.of("case", 7L, "revision", 1));
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void everyRevisionHasABodyOfItsOwn() throws SQLException {
    read(7, 1);
    assertThat(read(7, 2)).containsEntry("revision", 2);
    assertThat(read(8, 1)).containsEntry("case", 8L);
  }

  @Test
  void whatWasReadLongAgoIsReadAgain() throws SQLException {
    for (int i = 0; i <= 256; i++) {
      read(i, 1);
    }
    read(0, 1);
    assertThat(reads).isEqualTo(258);
  }

  @Test
  void aFailedReadLeavesNothingBehind() throws SQLException {
    assertThatThrownBy(
            () ->
                bodies.of(
                    7,
                    1,
                    () -> {
                      throw new SQLException("gone");
                    }))
        .hasMessage("gone");
    assertThat(read(7, 1)).containsEntry("case", 7L);
  }

  @Test
  void nobodyCanChangeWhatOthersWillRead() throws SQLException {
    Map<String, Object> body = read(7, 1);
    assertThatThrownBy(() -> body.put("note", ""))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
