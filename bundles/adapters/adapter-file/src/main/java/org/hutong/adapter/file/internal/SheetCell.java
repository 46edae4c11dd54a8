package org.hutong.adapter.file.internal;

import java.math.BigDecimal;

/** What stands in a cell of a spreadsheet; an empty one is none. */
sealed interface SheetCell {
  /** Text, as it was typed. */
  record Text(String text) implements SheetCell {}

  /** A number, which may be a date: its format is not asked, the configuration says it. */
  record Number(BigDecimal value) implements SheetCell {
    /** The digits that a spreadsheet keeps of a number; the others are lost when it is saved. */
    private static final int DIGITS = 15;

    private static final BigDecimal MOST = BigDecimal.TEN.pow(DIGITS);

    /** The shortest number that is this one to the spreadsheet. */
    static Number of(double value) {
      return new Number(BigDecimal.valueOf(value).stripTrailingZeros());
    }

    /** Whether digits may have been lost, as those of an identity number have. */
    boolean isRounded() {
      return value.abs().compareTo(MOST) >= 0 || value.precision() > DIGITS;
    }
  }

  /** What a formula gave when the file was saved; it is never computed here. */
  record Formula(SheetCell saved) implements SheetCell {}

  /** An error value such as {@code #N/A}. */
  record Wrong() implements SheetCell {}
}
