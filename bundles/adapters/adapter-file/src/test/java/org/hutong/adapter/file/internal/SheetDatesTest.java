package org.hutong.adapter.file.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetDatesTest {
  @ParameterizedTest
  @CsvSource({
    "42614,        false, 2016-09-01",
    "41152,        true,  2016-09-01",
    "42614.5,      false, 2016-09-01 12:00:00",
    "42614.999999, false, 2016-09-02",
    "1,            false, 1900-01-01",
    "59,           false, 1900-02-28",
    "61,           false, 1900-03-01",
    "0,            true,  1904-01-01",
    "2958465,      false, 9999-12-31",
    "20160901,     false, 2016-09-01",
    "20160901,     true,  2016-09-01",
  })
  void aNumberIsItsDay(BigDecimal number, boolean from1904, String date) {
    assertThat(SheetDates.text(number, from1904)).contains(date);
  }

  @ParameterizedTest
  @CsvSource({
    "60, false", // 1900-02-29 never was
    "0, false",
    "-1, false",
    "-1, true",
    "20160231, false",
    "20160901.5, false",
    "2958466, false",
    "110102198001011239, false",
  })
  void aNumberThatIsNoDayIsNone(BigDecimal number, boolean from1904) {
    assertThat(SheetDates.text(number, from1904)).isEmpty();
  }
}
