package org.hutong.core.systems.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClauseTest {
  @Test
  void aHeaderIsSplitOutsideItsQuotesOnly() {
    var clauses =
        Clause.of("org.a;version=\"[1.0,2)\";resolution:=optional,org.b;org.c;x:Version=1,org.d");

    assertThat(clauses)
        .extracting(Clause::path)
        .containsExactly("org.a", "org.b", "org.c", "org.d");
    assertThat(clauses.get(0).attributes()).isEqualTo(Map.of("version", "[1.0,2)"));
    assertThat(clauses.get(0).optional()).isTrue();
    assertThat(clauses.get(1).attributes()).isEqualTo(Map.of("x", "1"));
    assertThat(clauses.get(3).optional()).isFalse();
  }

  @Test
  void anEqualsSignInsideQuotesIsNoAttributeOfItsOwn() {
    var clauses = Clause.of("osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"");

    assertThat(clauses.get(0).directives())
        .isEqualTo(Map.of("filter", "(&(osgi.ee=JavaSE)(version=17))"));
  }

  @Test
  void aMissingHeaderHasNoClauses() {
    assertThat(Clause.of(null)).isEmpty();
  }
}
