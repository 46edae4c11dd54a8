package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hutong.core.casework.Office.CLERK;
import static org.hutong.core.casework.Office.DISPATCHER;
import static org.hutong.core.casework.Office.OFFICER;

import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hutong.casework.Case;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken fits its column; a sign beyond the basic plane is two of Derby's. */
class ColumnsTest extends InOffice {
  private static final String SIGN = "𬸚";

  private static void refusedAt(String pointer, Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refused.class,
            r ->
                assertThat(r.errors())
                    .filteredOn(e -> e.pointer().equals(pointer))
                    .extracting(FieldError::code)
                    .containsExactly(code));
  }

  private static Map<String, Object> entry(String kind, String name) {
    Map<String, Object> body = new HashMap<>(Office.sample("MZ-28"));
    body.put("subject", Map.of("kind", kind, "name", name, "address", "东经路12号院"));
    return body;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ORGANIZATION", "PLACE", "NONE"})
  void theNameOfWhatIsNoPerson(String kind) {
    Case c = office.desk.register(CLERK, office.key(), entry(kind, SIGN.repeat(100)));
    assertThat(c.subject().name()).isEqualTo(SIGN.repeat(100));
    refusedAt(
        "/subject/name",
        Code.FIELD_TOO_LONG,
        () -> office.desk.register(CLERK, office.key(), entry(kind, SIGN.repeat(101))));
    assertThat(office.correct(CLERK, office.enter(), Map.of("note", "补充")).revision()).isEqualTo(2);
  }

  @Test
  void theUnitOfATransferAndTheRuleOfADetermination() {
    Case c = office.enter();
    Case contested = office.act(OFFICER, c, "contest", "reason", "不属本所", "basis", "街道三定方案");
    refusedAt(
        "/unit",
        Code.FIELD_TOO_LONG,
        () ->
            office.act(DISPATCHER, contested, "transfer", "unit", SIGN.repeat(33), "reason", "移交"));
    refusedAt(
        "/rule",
        Code.FIELD_TOO_LONG,
        () ->
            office.act(
                DISPATCHER,
                contested,
                "determine",
                "unit",
                SIGN.repeat(32),
                "reason",
                "认定",
                "rule",
                SIGN.repeat(501),
                "ruleFrom",
                "2016-01-01"));
    Case determined =
        office.act(
            DISPATCHER,
            contested,
            "determine",
            "unit",
            SIGN.repeat(32),
            "reason",
            "认定",
            "rule",
            SIGN.repeat(500),
            "ruleFrom",
            "2016-01-01");
    assertThat(determined.steps().get(0).unit()).isEqualTo(SIGN.repeat(32));
  }

  @Test
  void theDigestOfAnOriginalThatWasSeen() {
    MaterialDesk materials =
        CaseRoom.materials("110102014", office.store, office.standards, office.sight);
    for (String wrong : new String[] {SIGN.repeat(64), "0".repeat(63), "A".repeat(64)}) {
      refusedAt(
          "/sha256",
          Code.FIELD_VALUE,
          () ->
              materials.announce(
                  CLERK, office.key(), Map.of("verifiedOriginal", true, "sha256", wrong)));
    }
    Map<String, Object> seen = Map.of("verifiedOriginal", true, "sha256", "0a".repeat(32));
    assertThat(materials.announce(CLERK, office.key(), seen).complete()).isTrue();
  }
}
