package org.hutong.gateway.rest.internal.resources;

import java.util.List;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;

/** Refusals of a header or a query parameter, by name. */
final class Wrong {
  private Wrong() {}

  static Refused parameter(String name, Code code, String message) {
    return Refused.fields(List.of(new FieldError("?" + name, code, message)));
  }

  static Refused header(Code code, String name, String message) {
    return Refused.fields(code, code.sentence(), List.of(new FieldError(name, code, message)));
  }
}
