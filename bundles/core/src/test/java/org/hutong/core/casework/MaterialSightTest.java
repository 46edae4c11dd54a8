package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.casework.Office.CLERK;
import static org.hutong.core.casework.Office.DISPATCHER;
import static org.hutong.core.casework.Office.FINAL;
import static org.hutong.core.casework.Office.OFFICER;
import static org.hutong.core.casework.Office.PURPOSE;
import static org.hutong.core.casework.Office.STRANGER;
import static org.hutong.core.casework.Office.refused;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.hutong.access.Caller;
import org.hutong.casework.Case;
import org.hutong.core.statistics.FormLoad;
import org.hutong.problem.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sees a case sees its materials, as long as he sees the case. */
class MaterialSightTest extends InOffice {
  private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

  private MaterialDesk materials;

  @BeforeEach
  void furnish() {
    materials = CaseRoom.materials("110102014", office.store, office.standards, office.sight);
  }

  private String handedIn() {
    return materials
        .announce(
            CLERK,
            office.key(),
            Map.of(
                "mediaType",
                "image/png",
                "size",
                1L,
                "sha256",
                "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
                "content",
                "YQ=="))
        .id();
  }

  private static Map<String, Object> entry(String material) {
    Map<String, Object> entry = Office.sample("MZ-28");
    entry.put("materials", List.of(Map.of("code", "ID_COPY", "id", material)));
    return entry;
  }

  private Case entered(String material) {
    return office.desk.register(CLERK, office.key(), entry(material));
  }

  private String read(Caller caller, String id) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    materials.content(caller, id, PURPOSE, out);
    return out.toString();
  }

  @Test
  void theOfficerWhoseStepItIsReadsWhatTheClerkHandedIn() {
    String id = handedIn();
    refused(Code.MATERIAL_NOT_FOUND, () -> read(OFFICER, id));
    Case c = entered(id);
    assertThat(read(CLERK, id)).isEqualTo("a");
    assertThat(read(OFFICER, id)).isEqualTo("a");
    refused(Code.MATERIAL_NOT_FOUND, () -> read(FINAL, id));
    office.act(OFFICER, c, "approve");
    assertThat(read(FINAL, id)).isEqualTo("a");
    refused(Code.MATERIAL_NOT_FOUND, () -> read(STRANGER, id));
  }

  @Test
  void whatACorrectionNamesGoesWithTheCaseToo() {
    Case c = office.enter();
    String id = handedIn();
    Map<String, Object> use = Map.of("code", "ID_COPY", "id", id);
    office.correct(CLERK, c, Map.of("materials", List.of(use)));
    assertThat(read(OFFICER, id)).isEqualTo("a");
  }

  @Test
  void afterArchivingNobodySeesItInClear() {
    String id = handedIn();
    Case gone = office.act(CLERK, entered(id), "withdraw", "reason", "不办了");
    office.act(DISPATCHER, gone, "archive");
    for (Caller caller : List.of(CLERK, OFFICER, DISPATCHER)) {
      refused(Code.PURPOSE_NOT_ALLOWED, () -> materials.content(caller, id, PURPOSE, NOWHERE));
    }
  }

  @Test
  void nobodyMakesAnothersMaterialHisOwnByNamingIt() {
    String id = handedIn();
    refused(Code.INVALID_REQUEST, () -> office.desk.register(STRANGER, office.key(), entry(id)));
    entered(id);
    refused(Code.INVALID_REQUEST, () -> office.desk.register(STRANGER, office.key(), entry(id)));
    refused(Code.MATERIAL_NOT_FOUND, () -> read(STRANGER, id));
  }

  @Test
  void whatAnOlderReleaseTookInGetsItsCases() throws Exception {
    String id = handedIn();
    Case c = entered(id);
    for (int i = 0; i < 3; i++) {
      c = office.correct(CLERK, c, Map.of("note", "补充" + i));
    }
    office.store.write(
        tx -> {
          tx.prepare("DELETE FROM material_case").executeUpdate();
          return tx.prepare("UPDATE material SET linked = NULL").executeUpdate();
        });
    refused(Code.MATERIAL_NOT_FOUND, () -> read(OFFICER, id));
    assertThat(office.store.read(MaterialFill::left)).isEqualTo(1);

    new MaterialFill(office.store, new CaseFiles(office.store.vault(), FormLoad.NONE))
        .fill(() -> false);

    assertThat(read(OFFICER, id)).isEqualTo("a");
    assertThat(office.store.read(MaterialFill::left)).isZero();
  }
}
