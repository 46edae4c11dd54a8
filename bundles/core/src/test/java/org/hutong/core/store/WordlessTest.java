package org.hutong.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class WordlessTest {
  @Test
  void aFailureKeepsItsTypesAndLinesAndLosesItsWords() {
    IllegalStateException failure =
        new IllegalStateException(
            "row (110102198001011239)", new IllegalArgumentException("13800000000"));
    failure.addSuppressed(new IllegalStateException("阿依古丽·买买提"));
    StringWriter printed = new StringWriter();

    Wordless.of(failure).printStackTrace(new PrintWriter(printed));

    assertThat(printed.toString())
        .startsWith("java.lang.IllegalStateException")
        .contains("Caused by: java.lang.IllegalArgumentException")
        .contains("at org.hutong.core.store.WordlessTest")
        .doesNotContain("110102198001011239", "13800000000", "买买提");
  }

  @Test
  void causesThatGoRoundInACircleEnd() {
    Exception first = new Exception("a");
    first.initCause(new Exception("b", first));

    assertThat(Wordless.of(first)).hasNoSuppressedExceptions();
    assertThat(Wordless.of(null)).isNull();
  }
}
