package org.hutong.adapter;

import java.time.Duration;
import java.util.List;

/**
 * What became of a document. Reasons are shown to persons and written to logs: no personal data, at
 * most 500 characters.
 */
public sealed interface Outcome {
  /** The system holds the document; {@code receipt} (回执) is its own number for it. */
  record Delivered(String receipt) implements Outcome {}

  /** The system took the document and gives its receipt later: ask with {@code token}. */
  record Pending(String token, Duration askAfter) implements Outcome {}

  /** Not now: try again no earlier than {@code notBefore} from now. Nothing was kept there. */
  record RetryLater(String reason, Duration notBefore) implements Outcome {}

  /** The system refused this document; a person must look. {@code code} is the system's own. */
  record Rejected(String code, String reason) implements Outcome {}

  /** The call ended without an answer: it may or may not have arrived. */
  record Unknown(String reason) implements Outcome {}

  /** No machine can do it: a person enters it by this sheet and types the receipt back. */
  record NeedsPerson(List<SheetField> sheet) implements Outcome {
    /** Copies the sheet. */
    public NeedsPerson {
      sheet = List.copyOf(sheet);
    }
  }

  /**
   * One field of an assisted-entry sheet, in the order of the system's own form.
   *
   * @param label the field's label there
   * @param value what to type
   */
  record SheetField(String label, String value) {
    /** Hides the value. */
    @Override
    public String toString() {
      return "SheetField[" + label + "]";
    }
  }
}
