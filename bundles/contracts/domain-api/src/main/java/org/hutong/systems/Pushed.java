package org.hutong.systems;

/** What became of an event that a system pushed (推送). */
public record Pushed(String street, Outcome outcome) {

  /** How it ended; in each case it is durable, and to send it again would change nothing. */
  public enum Outcome {
    /** 已收下. */
    TAKEN,
    /** 已收过: the same event came before. */
    REPEATED,
    /** 已有更新的: a later event of the same entity came before; this one is noted and no more. */
    LATE,
    /** 已隔离: it waits for a person. */
    QUARANTINED
  }
}
