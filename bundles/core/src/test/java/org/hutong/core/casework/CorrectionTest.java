package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.core.casework.Office.CLERK;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.casework.Case;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;

class CorrectionTest extends InOffice {
  private static Map<String, Object> nothing(String name) {
    Map<String, Object> patch = new LinkedHashMap<>();
    patch.put(name, null);
    return patch;
  }

  @Test
  void whatSaysTheSameInOtherSignsIsNoCorrection() {
    Case c = office.enter();
    for (Map<String, Object> patch :
        List.of(
            nothing("agent"),
            nothing("note"),
            nothing("origin"),
            Map.<String, Object>of("subject", nothing("idType")),
            Map.<String, Object>of("subject", Map.of("phone", "138 0000 0000")))) {
      Case same = office.correct(CLERK, c, patch);
      assertThat(same.revision()).as("%s", patch).isEqualTo(1);
      assertThat(same.version()).isEqualTo(c.version());
    }
    assertThat(office.correct(CLERK, c, Map.of("note", "补充")).revision()).isEqualTo(2);
  }

  /** The row of a case decides by its origin what is sent where; a correction left it as it was. */
  @Test
  void whereACaseBeganIsNotCorrected() {
    Map<String, Object> began = new LinkedHashMap<>(Office.sample("MZ-28"));
    began.put("origin", Map.of("system", "si-07", "reference", "H-0007"));
    Case from = office.desk.register(CLERK, office.key(), began);
    Case here = office.enter();
    refused(here, Map.of("origin", Map.of("system", "si-07", "reference", "H-0008")));
    refused(from, Map.of("origin", Map.of("system", "si-04")));
    refused(from, Map.of("origin", Map.of("reference", "H-0008")));
    refused(from, nothing("origin"));
    for (Map<String, Object> patch :
        List.of(
            Map.<String, Object>of("origin", Map.of("reference", "H-0007")),
            Map.<String, Object>of("origin", Map.of("system", " si-07")))) {
      assertThat(office.correct(CLERK, from, patch).revision()).isEqualTo(1);
    }
    Case noted = office.correct(CLERK, from, Map.of("note", "补充"));
    assertThat(noted.revision()).isEqualTo(2);
    assertThat(noted.origin()).isEqualTo(new Case.Origin("si-07", "H-0007"));
  }

  private void refused(Case c, Map<String, Object> patch) {
    assertThatThrownBy(() -> office.correct(CLERK, c, patch))
        .isInstanceOfSatisfying(
            Refused.class,
            r ->
                assertThat(r.errors())
                    .containsExactly(new FieldError("/origin", Code.FIELD_VALUE, "更正不能更换来源")));
  }
}
