package org.hutong.adapter;

/** What a system says of a key. */
public sealed interface LookUp {
  /** It holds the document under this receipt. */
  record Found(String receipt) implements LookUp {}

  /** It does not hold it now; counts only after {@link SystemAdapter#settleTime()}. */
  record Absent() implements LookUp {}

  /** It cannot be asked, or gave no answer. */
  record CannotTell(String reason) implements LookUp {}
}
