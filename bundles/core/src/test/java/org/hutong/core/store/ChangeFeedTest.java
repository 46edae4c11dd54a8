package org.hutong.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hutong.changes.Change;
import org.hutong.changes.ChangePage;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeFeedTest {
  @TempDir Path folder;
  private SqlStore store;
  private ChangeFeed feed;

  @BeforeEach
  void open() throws Exception {
    store =
        SqlStore.open(
            DatabaseConfig.derby(folder.resolve("data/db")),
            KeyRing.open(folder.resolve("keys")),
            Clock.systemUTC());
    feed = new ChangeFeed(store, "110102014", 4);
    for (int i = 0; i < 25; i++) {
      String reference = "case-" + i;
      store.write(tx -> StoreContract.change(tx, reference));
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void pagesFollowOneAnotherWithoutGapOrDouble() {
    List<String> seen = new ArrayList<>();
    String cursor = null;
    ChangePage page;
    do {
      page = feed.after(StoreContract.CLERK, cursor, 7, Duration.ZERO);
      page.changes().stream().map(Change::reference).forEach(seen::add);
      cursor = page.next();
    } while (page.more());
    assertThat(seen).hasSize(25).doesNotHaveDuplicates().startsWith("case-0").endsWith("case-24");
    assertThat(feed.after(StoreContract.CLERK, cursor, 7, Duration.ZERO).changes()).isEmpty();
  }

  @Test
  void aCursorOfAnotherEpochIsGone() {
    assertCode("zzz.3", Code.CURSOR_EXPIRED);
  }

  @Test
  void aCursorBeforeThePrunedPartIsGone() {
    String first = feed.after(StoreContract.CLERK, null, 1, Duration.ZERO).next();
    store.write(
        tx -> {
          tx.prepare("DELETE FROM change_log WHERE seq < 10").executeUpdate();
          return 0;
        });
    assertCode(first, Code.CURSOR_EXPIRED);
  }

  @Test
  void nonsenseIsNoCursor() {
    assertCode("../etc", Code.CURSOR_INVALID);
  }

  private void assertCode(String cursor, Code code) {
    assertThatThrownBy(() -> feed.after(StoreContract.CLERK, cursor, 5, Duration.ZERO))
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.code()).isEqualTo(code));
  }
}
