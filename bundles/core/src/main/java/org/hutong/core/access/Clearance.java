package org.hutong.core.access;

/** What a caller sees of a case. */
public enum Clearance {
  /** Not even that it exists. */
  NONE,
  /** Personal data masked. */
  MASKED,
  /** Everything. */
  CLEAR
}
