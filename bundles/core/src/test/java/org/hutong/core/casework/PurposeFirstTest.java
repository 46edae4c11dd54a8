package org.hutong.core.casework;

import static org.hutong.core.casework.Office.CLERK;
import static org.hutong.core.casework.Office.PURPOSE;
import static org.hutong.core.casework.Office.STRANGER;
import static org.hutong.core.casework.Office.refused;

import java.io.OutputStream;
import java.util.Map;
import java.util.UUID;
import org.hutong.problem.Code;
import org.junit.jupiter.api.Test;

/** A wrong purpose tells nobody what is there and what is not. */
class PurposeFirstTest extends InOffice {
  private static final Map<String, Code> WRONG =
      Map.of("NOPE", Code.PURPOSE_UNKNOWN, "SUPERVISION", Code.PURPOSE_NOT_ALLOWED);

  @Test
  void aCaseOfAnotherUnitAnswersAsOneThatIsNotThere() {
    String there = office.enter().number();
    String absent = "110102014-2016-9999999";
    for (String number : new String[] {there, absent}) {
      WRONG.forEach((p, code) -> refused(code, () -> office.desk.get(STRANGER, number, p)));
      refused(Code.CASE_NOT_FOUND, () -> office.desk.get(STRANGER, number, PURPOSE));
    }
  }

  @Test
  void aMaterialOfAnotherUnitAnswersAsOneThatIsNotThere() {
    MaterialDesk desk =
        CaseRoom.materials("110102014", office.store, office.standards, office.sight);
    Map<String, Object> seen = Map.of("verifiedOriginal", true, "name", "身份证");
    String there = desk.announce(CLERK, office.key(), seen).id();
    OutputStream nowhere = OutputStream.nullOutputStream();
    for (String id : new String[] {there, UUID.randomUUID().toString()}) {
      WRONG.forEach((p, code) -> refused(code, () -> desk.content(STRANGER, id, p, nowhere)));
      refused(Code.MATERIAL_NOT_FOUND, () -> desk.content(STRANGER, id, PURPOSE, nowhere));
    }
  }
}
