package org.hutong.core.delivery;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;

/**
 * What a person asks of a delivery, checked.
 *
 * @param receipt empty unless confirming
 * @param reason empty where none was given
 */
record LedgerAction(String action, String receipt, String reason) {
  private static final Set<String> FIELDS = Set.of("action", "receipt", "reason");
  private static final Set<String> ACTIONS =
      Set.of(LedgerRights.REPLAY, LedgerRights.CONFIRM, LedgerRights.ABANDON);
  private static final int MOST_RECEIPT = 200;
  private static final int MOST_REASON = 200;

  /** Throws {@link Refused} with everything that is wrong. */
  static LedgerAction read(Map<String, Object> body) {
    List<FieldError> errors = UnknownFields.of(body, FIELDS);
    String action = text(body, "action", 20, errors);
    String receipt = text(body, "receipt", MOST_RECEIPT, errors);
    String reason = text(body, "reason", MOST_REASON, errors);
    if (errors.isEmpty()) {
      if (action.isEmpty()) {
        errors.add(FieldError.of("/action", Code.FIELD_MISSING));
      } else if (!ACTIONS.contains(action)) {
        errors.add(FieldError.of("/action", Code.FIELD_VALUE));
      }
      if (action.equals(LedgerRights.CONFIRM) && receipt.isEmpty()) {
        errors.add(FieldError.of("/receipt", Code.FIELD_MISSING));
      }
      if (action.equals(LedgerRights.ABANDON) && reason.isEmpty()) {
        errors.add(FieldError.of("/reason", Code.FIELD_MISSING));
      }
    }
    if (!errors.isEmpty()) {
      throw Refused.fields(errors);
    }
    return new LedgerAction(action, receipt, reason);
  }

  private static String text(
      Map<String, Object> body, String field, int most, List<FieldError> errors) {
    Object value = body.get(field);
    if (value == null) {
      return "";
    }
    if (!(value instanceof String text)) {
      errors.add(FieldError.of("/" + field, Code.FIELD_TYPE));
      return "";
    }
    if (text.length() > most) {
      errors.add(FieldError.of("/" + field, Code.FIELD_TOO_LONG));
    }
    return text.strip();
  }
}
