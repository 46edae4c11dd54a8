package org.hutong.catalogue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The moment at which a case goes to a system: {@code ACCEPTED}, {@code STEP(n)} when step n is
 * done, {@code COMPLETED}.
 *
 * @param step the step's number; 0 unless the kind is {@link Kind#STEP}
 */
public record DeliverOn(Kind kind, int step) {
  /** The kinds of moment. */
  public enum Kind {
    ACCEPTED,
    STEP,
    COMPLETED
  }

  private static final Pattern STEP = Pattern.compile("STEP\\(([1-9]\\d?)\\)");

  /** A step has a number from 1; the others have none. */
  public DeliverOn {
    if ((kind == Kind.STEP) != (step > 0)) {
      throw new IllegalArgumentException("STEP needs a number from 1, the others none");
    }
  }

  /** Reads the form that item files use. */
  public static DeliverOn parse(String text) {
    Matcher m = STEP.matcher(text);
    return m.matches()
        ? new DeliverOn(Kind.STEP, Integer.parseInt(m.group(1)))
        : new DeliverOn(Kind.valueOf(text), 0);
  }

  /** The form that item files use. */
  @Override
  public String toString() {
    return kind == Kind.STEP ? "STEP(" + step + ")" : kind.name();
  }
}
