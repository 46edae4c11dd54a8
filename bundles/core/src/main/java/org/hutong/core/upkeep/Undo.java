package org.hutong.core.upkeep;

import java.io.IOException;

/**
 * Does something at the end of what did not become whole. What fails in doing so is added to the
 * reason and never takes its place.
 */
final class Undo implements AutoCloseable {
  /** What is done then. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  private final Step step;
  private boolean whole;

  Undo(Step step) {
    this.step = step;
  }

  /** There is nothing to undo. */
  void whole() {
    whole = true;
  }

  @Override
  public void close() throws IOException {
    if (!whole) {
      step.run();
    }
  }
}
