package org.hutong.core.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.hutong.core.rules.BadExpression;
import org.hutong.core.rules.Expression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FromSystemsTest {
  private static final CodeTables CODES =
      new CodeTables(Map.of("sx", Map.of("MZ-28", "SX001", "A", "SX9", "B", "SX9", "*", "SX0")));

  private static Object of(String expression) throws BadExpression {
    return Expression.compile(expression, MappingFunctions.with(CODES)).evaluate(Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "$dateOf8('20160901'), 2016-09-01",
    "$dateOf8('20160901 '), 2016-09-01",
    "$instantOf('2016-09-01 10:00:00'), 2016-09-01T10:00+08:00",
    "$instantOf('2016-09-01T10:00:00.5'), 2016-09-01T10:00:00.500+08:00",
    "$instantOf('2016-09-01 02:00:00+00'), 2016-09-01T10:00+08:00",
    "$instantOf('2016-09-01T02:00:00Z'), 2016-09-01T10:00+08:00",
    "$fenOf('3000.1'), 300010",
    "'$json(''{\"a\":{\"b\":7}}'').a.b', 7",
    "'$uncode(''sx'', ''SX001'')', MZ-28"
  })
  void whatSystemsWriteBecomesAValueOfOurs(String expression, String value) throws Exception {
    assertThat(of(expression)).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource({
    "$dateOf8('')",
    "$dateOf8('00000000')",
    "$instantOf('')",
    "$fenOf(' ')",
    "$json('')",
    "'$uncode(''sx'', '''')'"
  })
  void nothingGivesNothing(String expression) throws Exception {
    assertThat(of(expression)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "$dateOf8('20160931x')",
    "$dateOf8('20161301')",
    "$instantOf('1.1010E+17')",
    "$fenOf('3000.001')",
    "$fenOf('secret')",
    "$json('secret')",
    "'$uncode(''sx'', ''SX9'')'",
    "'$uncode(''sx'', ''SX0'')'",
    "'$uncode(''sx'', ''secret'')'"
  })
  void whatCannotBeReadIsSaidWithoutItsValue(String expression) {
    assertThatThrownBy(() -> of(expression))
        .isInstanceOf(BadExpression.class)
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("2016");
  }

  @Test
  void numbersOfJsonCanBeCountedWith() throws Exception {
    assertThat(of("$json('{\"n\":3}').n + 1")).isEqualTo(4L);
  }
}
