package org.hutong.core.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;

/** What a body names that nothing here knows. */
final class UnknownFields {
  // As many as one answer says (Refused): a body of unknown names must not fill the heap.
  private static final int MOST = 100;

  private UnknownFields() {}

  /** An error a name, in a list that takes more. */
  static List<FieldError> of(Map<String, Object> body, Set<String> known) {
    List<FieldError> errors = new ArrayList<>();
    body.keySet().stream()
        .filter(name -> !known.contains(name))
        .limit(MOST)
        .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
        .forEach(pointer -> errors.add(FieldError.of(pointer, Code.FIELD_UNKNOWN)));
    return errors;
  }
}
