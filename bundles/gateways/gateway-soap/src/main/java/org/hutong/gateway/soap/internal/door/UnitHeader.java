package org.hutong.gateway.soap.internal.door;

import java.util.List;
import javax.xml.stream.XMLStreamReader;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The {@code OnBehalfOf} block while it is read: the name of the unit the hub acts for, as text.
 * What is wrong with it is said only once the sender is known.
 */
final class UnitHeader {
  /** How a problem names it. */
  static final String NAME = "OnBehalfOf";

  private final StringBuilder text = new StringBuilder();
  private boolean begun;
  private boolean wrong;

  void begin() {
    wrong |= begun;
    begun = true;
  }

  void start() {
    wrong = true;
  }

  void text(XMLStreamReader xml) {
    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
  }

  /** The name; null when there is no such block. */
  @Nullable String name() {
    if (wrong) {
      throw Refused.fields(List.of(new FieldError(NAME, Code.FIELD_VALUE, "应为一个单位名称，只能出现一次")));
    }
    return begun ? text.toString() : null;
  }
}
