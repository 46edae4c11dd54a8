package org.hutong.adapter;

/**
 * How a system stands.
 *
 * @param up whether it would take a document now
 * @param detail one sentence for a person; no secrets, no personal data
 */
public record Health(boolean up, String detail) {
  /** A system that answers. */
  public static Health up(String detail) {
    return new Health(true, detail);
  }

  /** A system that does not. */
  public static Health down(String detail) {
    return new Health(false, detail);
  }
}
