package org.hutong.harness.proof.addon;

import java.util.function.Supplier;

/** A service of a module's own. */
public final class Note implements Supplier<String> {
  private final String text;

  /** Made by Blueprint. */
  public Note(String text) {
    this.text = text;
  }

  @Override
  public String get() {
    return text;
  }
}
