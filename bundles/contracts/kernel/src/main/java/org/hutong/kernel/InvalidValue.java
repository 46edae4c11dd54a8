package org.hutong.kernel;

import java.util.Objects;

/**
 * A text that is no valid value of its type.
 *
 * <p>The message is one Chinese sentence that may be shown to the person at the counter and written
 * to a log: it never repeats the refused text, which may be personal.
 */
public final class InvalidValue extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code stable and upper-case, such as {@code CITIZEN_ID_CHECK}; callers may rely on it
   * @param message a Chinese sentence without the refused text
   */
  public InvalidValue(String code, String message) {
    super(Objects.requireNonNull(message, "message"));
    this.code = Objects.requireNonNull(code, "code");
  }

  /** The stable code of the rule that was broken. */
  public String code() {
    return code;
  }
}
