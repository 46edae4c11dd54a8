package org.hutong.core.mapping;

/** A mapping could not be carried out: the document goes to a person. */
public final class MappingFailed extends Exception {
  private final boolean missing;

  /** Names system, file and expression, without personal data. */
  public MappingFailed(String message) {
    this(message, false);
  }

  /** The same; or its file is not there. */
  public MappingFailed(String message, boolean missing) {
    super(message);
    this.missing = missing;
  }

  /** Whether its file is not there, perhaps not yet: a folder may be on its way. */
  public boolean missing() {
    return missing;
  }
}
