package org.hutong.core.store;

import org.jspecify.annotations.Nullable;

/**
 * A failure of foreign code, or over somebody's data, as the log may have it: types and lines, and
 * none of its words, which may repeat what was sent or a secret.
 */
public final class Wordless extends Throwable {
  private static final long serialVersionUID = 1L;
  private static final int CAUSES = 8;

  private Wordless(Throwable failure, int causes) {
    super(failure.getClass().getName(), cause(failure, causes), false, true);
    setStackTrace(failure.getStackTrace());
  }

  /** The failure without its words; null for none. */
  public static @Nullable Wordless of(@Nullable Throwable failure) {
    return failure == null ? null : new Wordless(failure, CAUSES);
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
