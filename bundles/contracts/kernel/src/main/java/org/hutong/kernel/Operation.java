package org.hutong.kernel;

/** What a delivery asks of a system. */
public enum Operation {
  /** Take this case for the first time. */
  CREATE,
  /** Replace what was said of this case by a later revision. */
  CORRECT,
  /** The case is withdrawn or refused: drop it. */
  CANCEL,
  /** The case has moved on: note its new state. */
  STATUS
}
