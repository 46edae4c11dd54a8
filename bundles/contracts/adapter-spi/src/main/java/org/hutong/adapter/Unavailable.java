package org.hutong.adapter;

/** A system cannot be read now; the message is one Chinese sentence without personal data. */
public final class Unavailable extends Exception {
  /** Says why. */
  public Unavailable(String reason) {
    super(reason);
  }

  /** The same, with the cause. */
  public Unavailable(String reason, Throwable cause) {
    super(reason, cause);
  }
}
