package org.hutong.gateway.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;

class InputsTest {
  @Test
  void aDayAndAMonthHaveAYearOfFourDigits() {
    assertThat(Inputs.day("--from", "2016-02-29")).isEqualTo(LocalDate.of(2016, 2, 29));
    assertThat(Inputs.month("--month", "2016-02")).isEqualTo(YearMonth.of(2016, 2));
    for (String no : new String[] {"", "2016-02-30", "2016-2-1", "+999999999-12-31", "甲"}) {
      assertThatThrownBy(() -> Inputs.day("--from", no)).as(no).isInstanceOf(Refused.class);
    }
    for (String no : new String[] {"", "2016-13", "2016-2", "+999999999-12", "甲"}) {
      assertThatThrownBy(() -> Inputs.month("--month", no)).as(no).isInstanceOf(Refused.class);
    }
  }
}
