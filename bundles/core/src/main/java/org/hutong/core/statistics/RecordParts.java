package org.hutong.core.statistics;

/**
 * What stands in a case's record besides its item, which none is without (R44): for whom it was
 * (对象), what was done (办理), what came of it (结果). Kept with the case as a number of bits.
 */
public final class RecordParts {
  /** Somebody or something is named that it was for. */
  public static final int TARGET = 1;

  /** A person handled it after it was taken in. */
  public static final int ACTION = 2;

  /** How it ended. */
  public static final int RESULT = 4;

  private static final int WHOLE = TARGET | ACTION | RESULT;

  private RecordParts() {}

  /** In the order of {@link CaseCounter#RECORDS}. */
  static long[] amounts(Counted c, int sign) {
    return new long[] {
      sign,
      sign * has(c.record(), TARGET),
      sign * has(c.record(), ACTION),
      sign * has(c.record(), RESULT),
      sign * has(c.record(), WHOLE)
    };
  }

  private static long has(int parts, int wanted) {
    return (parts & wanted) == wanted ? 1 : 0;
  }
}
