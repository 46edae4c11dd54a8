package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;

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
}
