package org.hutong.adapter.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTemplateTest {
  @Test
  void namesBecomeMarksInTheirOrderAndMayRepeat() {
    SqlTemplate template =
        SqlTemplate.parse("INSERT INTO t VALUES (:key, :sqr.xm, :姓名, :key, :jtcy.0.xm);");

    assertThat(template.sql()).isEqualTo("INSERT INTO t VALUES (?, ?, ?, ?, ?)");
    assertThat(template.parameters()).isEqualTo(List.of("key", "sqr.xm", "姓名", "key", "jtcy.0.xm"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ':no' , ''':no'",
        "SELECT E'it\\'s :no'",
        "SELECT \":no\" FROM \"a;b\"",
        "SELECT $$:no ;$$",
        "SELECT $tag$:no $$ ;$tag$",
        "SELECT '2016-09-30'::date",
        "SELECT a[1:2]",
        "SELECT 'a;b'"
      })
  void quotedTextAndCastsAreLeftAlone(String sql) {
    assertThat(SqlTemplate.parse(sql)).isEqualTo(new SqlTemplate(sql, List.of()));
  }

  @Test
  void commentsAreLeftOutWithWhatTheySay() {
    assertThat(SqlTemplate.parse("SELECT 1 -- :no ?\n, /* :no ; */ :yes").parameters())
        .isEqualTo(List.of("yes"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ; ", "SELECT ?", "SELECT 1; DROP TABLE t", "SELECT 'open", "SELECT /* open"})
  void whatCannotBeReadSafelyIsRefused(String sql) {
    assertThatThrownBy(() -> SqlTemplate.parse(sql)).isInstanceOf(IllegalArgumentException.class);
  }
}
