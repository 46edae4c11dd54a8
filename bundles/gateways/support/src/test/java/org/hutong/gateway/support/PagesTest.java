package org.hutong.gateway.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hutong.kernel.Page;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final List<String> WHOLE = List.of("甲", "b", "c", "d", "e");

  private static Page<String> page(List<String> whole, int limit, @Nullable String after) {
    return Pages.of(whole, limit, after, Function.identity());
  }

  private static void refused(Code code, List<String> whole, String after) {
    assertThatThrownBy(() -> page(whole, 2, after))
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.code()).isEqualTo(code));
  }

  @Test
  void pageByPageTheWholeListComesOnceAndInItsOrder() {
    for (int limit = 1; limit <= 6; limit++) {
      List<String> read = new ArrayList<>();
      Page<String> page = page(WHOLE, limit, null);
      read.addAll(page.items());
      while (page.next() != null) {
        page = page(WHOLE, limit, page.next().value());
        assertThat(page.items()).isNotEmpty();
        read.addAll(page.items());
      }
      assertThat(read).as("by " + limit).isEqualTo(WHOLE);
    }
    assertThat(page(List.of(), 2, null)).isEqualTo(Page.last(List.of()));
  }

  @Test
  void aCursorOfAListThatIsAnotherNowIsRefusedAndNothingIsPassedOver() {
    String after = page(WHOLE, 2, null).next().value();
    refused(Code.CURSOR_EXPIRED, List.of("甲", "c", "d", "e"), after);
    refused(Code.CURSOR_EXPIRED, List.of("甲"), after);
    for (String no : new String[] {"", "c1", "p0-0", "p-1-0", "p1", "p9999999999-0"}) {
      refused(Code.CURSOR_INVALID, WHOLE, no);
    }
  }
}
