package org.hutong.core.upkeep;

/** A restore cannot be done; the sentence says why, for the one who called it. */
final class RestoreRefused extends Exception {
  private static final long serialVersionUID = 1L;

  RestoreRefused(String sentence) {
    super(sentence);
  }
}
