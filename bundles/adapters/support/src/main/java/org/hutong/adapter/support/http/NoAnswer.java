package org.hutong.adapter.support.http;

/** The request may have left, and no whole answer came. The message is a Chinese clause. */
public final class NoAnswer extends Exception {
  /** Says why, without personal data. */
  public NoAnswer(String reason) {
    super(reason);
  }

  /** The same, with the cause. */
  public NoAnswer(String reason, Throwable cause) {
    super(reason, cause);
  }
}
