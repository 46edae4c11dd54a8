package org.hutong.core.access;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/** What a refused call said. */
final class Refusals {
  private Refusals() {}

  static Refused refusal(ThrowingCallable call) {
    Refused refused = catchThrowableOfType(Refused.class, call);
    if (refused == null) {
      throw new AssertionError("it was not refused");
    }
    return refused;
  }

  static Code code(ThrowingCallable call) {
    return refusal(call).code();
  }
}
