package org.hutong.core.rules;

/** An expression cannot be compiled or carried out. */
public final class BadExpression extends Exception {
  private final int line;

  /**
   * Says where and why, never with data.
   *
   * @param line 1-based in the expression's text; 0 where it is not known
   */
  public BadExpression(int line, String message) {
    super(message);
    this.line = line;
  }

  /** The line in the expression's text; 0 where it is not known. */
  public int line() {
    return line;
  }
}
