package org.hutong.gateway.console.internal;

import org.jspecify.annotations.Nullable;

/**
 * A failure as the log may have it: types and lines, and none of its words, into which a database
 * or a parser may have put a person's data.
 */
final class Wordless extends Throwable {
  private static final long serialVersionUID = 1L;
  private static final int CAUSES = 8;

  private Wordless(Throwable failure, int causes) {
    super(failure.getClass().getName(), cause(failure, causes), false, true);
    setStackTrace(failure.getStackTrace());
  }

  static Wordless of(Throwable failure) {
    return new Wordless(failure, CAUSES);
  }

  private static @Nullable Throwable cause(Throwable failure, int causes) {
    Throwable cause = failure.getCause();
    return cause == null || causes == 0 ? null : new Wordless(cause, causes - 1);
  }

  @Override
  public String toString() {
    return String.valueOf(getMessage());
  }
}
