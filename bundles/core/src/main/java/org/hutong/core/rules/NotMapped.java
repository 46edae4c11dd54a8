package org.hutong.core.rules;

/** A function that was bound to an expression cannot give a value. */
public final class NotMapped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names what is missing, never a value: the message is shown and logged. */
  public NotMapped(String message) {
    super(message, null, false, false);
  }
}
