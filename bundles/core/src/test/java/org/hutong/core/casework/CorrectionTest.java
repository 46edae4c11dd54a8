package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.casework.Office.CLERK;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.casework.Case;
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
}
