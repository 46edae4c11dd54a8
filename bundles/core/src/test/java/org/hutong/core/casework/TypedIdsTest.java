package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.casework.Office.CLERK;
import static org.hutong.core.casework.Office.PURPOSE;
import static org.hutong.core.casework.Office.refused;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.hutong.casework.Case;
import org.hutong.problem.Code;
import org.junit.jupiter.api.Test;

/** Derby takes no notice of blanks at the end of what it compares; callers are told that we do. */
class TypedIdsTest extends InOffice {
  @Test
  void aCaseIsKnownByItsOwnNumberOnly() {
    Case c = office.enter();
    List<String> before = office.trail();
    for (String number : new String[] {c.number() + " ", c.number() + "   ", " " + c.number()}) {
      refused(Code.CASE_NOT_FOUND, () -> office.desk.get(CLERK, number, PURPOSE));
      Map<String, Object> withdraw = Map.of("action", "withdraw", "reason", "不办了");
      refused(
          Code.CASE_NOT_FOUND,
          () -> office.desk.act(CLERK, number, c.version(), office.key(), withdraw));
      refused(
          Code.CASE_NOT_FOUND,
          () -> office.desk.correct(CLERK, number, c.version(), office.key(), Map.of()));
    }
    assertThat(office.trail()).isEqualTo(before);
  }

  @Test
  void aMaterialIsKnownByItsOwnIdOnly() {
    MaterialDesk desk =
        CaseRoom.materials("110102014", office.store, office.standards, office.sight);
    Map<String, Object> bytes =
        Map.of(
            "mediaType",
            "image/png",
            "size",
            1L,
            "sha256",
            "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
            "content",
            "YQ==");
    String id = desk.announce(CLERK, office.key(), bytes).id();
    OutputStream nowhere = OutputStream.nullOutputStream();
    desk.content(CLERK, id, PURPOSE, nowhere);
    refused(Code.MATERIAL_NOT_FOUND, () -> desk.get(CLERK, id + " "));
    refused(Code.MATERIAL_NOT_FOUND, () -> desk.content(CLERK, id + " ", PURPOSE, nowhere));
    refused(Code.MATERIAL_NOT_FOUND, () -> desk.append(CLERK, id + " ", 0, new byte[] {'a'}));
    Map<String, Object> entry = Office.sample("MZ-28");
    entry.put("materials", List.of(Map.of("code", "ID_COPY", "id", id + " ")));
    refused(Code.INVALID_REQUEST, () -> office.desk.register(CLERK, office.key(), entry));
  }
}
