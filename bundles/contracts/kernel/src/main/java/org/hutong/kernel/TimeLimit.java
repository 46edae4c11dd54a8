package org.hutong.kernel;

import java.util.Objects;

/**
 * How long something may take (时限), as a law or a promise puts it.
 *
 * <p>The first day is not counted (民法典 art. 201; 行政许可法 art. 82 counts working days). Error code:
 * {@code TIME_LIMIT_AMOUNT}.
 *
 * @param amount at least 1
 * @param unit what is counted
 */
public record TimeLimit(int amount, Unit unit) {
  /** What a limit counts. */
  public enum Unit {
    /** 工作日, by the State Council's calendar. */
    WORKING_DAYS("个工作日"),
    /** 自然日. */
    NATURAL_DAYS("天"),
    /** 小时, on the clock. */
    HOURS("小时");

    private final String chinese;

    Unit(String chinese) {
      this.chinese = chinese;
    }
  }

  /** Accepts an amount of at least 1. */
  public TimeLimit {
    if (amount < 1) {
      throw new InvalidValue("TIME_LIMIT_AMOUNT", "时限至少为1。");
    }
    Objects.requireNonNull(unit, "unit");
  }

  /** As it is read to a person: {@code 15个工作日}, {@code 30天}, {@code 2小时}. */
  public String chinese() {
    return amount + unit.chinese;
  }
}
