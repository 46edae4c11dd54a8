package org.hutong.adapter;

/**
 * Nothing left: the system cannot have seen the document. The one exception that says something
 * about arrival; the lane tries again later.
 */
public final class NotSent extends Exception {
  /** Says why in a few words, without personal data and without secrets. */
  public NotSent(String reason) {
    super(reason);
  }

  /** The same, with the cause. */
  public NotSent(String reason, Throwable cause) {
    super(reason, cause);
  }
}
