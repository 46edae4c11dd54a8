package org.hutong.core.mapping;

/** A mapping could not be carried out: the document goes to a person. */
public final class MappingFailed extends Exception {
  /** Names system, file and expression, without personal data. */
  public MappingFailed(String message) {
    super(message);
  }
}
