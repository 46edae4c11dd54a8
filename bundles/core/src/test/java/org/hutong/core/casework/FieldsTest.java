package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.junit.jupiter.api.Test;

class FieldsTest {
  @Test
  void aTextWithANulIsNoText() {
    Fields fields = new Fields(Map.of("reason", "x\0y", "note", "x\ty"));
    assertThat(fields.text("reason", 10)).isNull();
    assertThat(fields.text("note", 10)).isEqualTo("x\ty");
    assertThat(fields.errors()).containsExactly(FieldError.of("/reason", Code.FIELD_VALUE));
  }

  @Test
  void ofABodyFullOfUnknownNamesTheFirstHundredAreSaid() {
    Map<String, Object> body = new LinkedHashMap<>();
    for (int i = 0; i < 100_000; i++) {
      body.put("x" + i, i);
    }
    Fields fields = new Fields(body).only("note");
    fields.required("note", 10);
    fields.object("x1");
    fields.addAll(List.of(FieldError.of("/form", Code.FIELD_MISSING)));
    assertThat(fields.errors()).hasSize(100).endsWith(FieldError.of("/x99", Code.FIELD_UNKNOWN));
  }
}
