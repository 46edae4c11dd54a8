package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.hutong.core.casework.Office.CLERK;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hutong.casework.Case;
import org.hutong.core.catalogue.FormChecker;
import org.hutong.core.store.Times;
import org.hutong.kernel.CitizenId;
import org.hutong.kernel.InvalidValue;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;

/** An identity number tells when its holder was born, and that has to be a day of a life. */
class BirthDatesTest extends InOffice {
  private static final LocalDate TODAY = Times.day(Clock.systemUTC().instant());

  private static String number(LocalDate born) {
    String body = "110102" + born.format(DateTimeFormatter.BASIC_ISO_DATE) + "123";
    for (char check : "0123456789X".toCharArray()) {
      try {
        return new CitizenId(body + check).number();
      } catch (InvalidValue e) {
        // Another check character.
      }
    }
    throw new AssertionError(body);
  }

  private static Map<String, Object> person(LocalDate born) {
    return Map.of("name", "甲某", "idType", "RESIDENT_ID", "idNumber", number(born));
  }

  private static Map<String, Object> entry(String role, LocalDate born) {
    Map<String, Object> body = new HashMap<>(Office.sample("MZ-28"));
    Map<String, Object> person = new HashMap<>(person(born));
    if (role.equals("subject")) {
      person.put("kind", "PERSON");
    }
    body.put(role, person);
    return body;
  }

  private Case enter(String role, LocalDate born) {
    return office.desk.register(CLERK, office.key(), entry(role, born));
  }

  private static void refused(String role, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refused.class,
            r ->
                assertThat(r.errors())
                    .extracting(FieldError::pointer, FieldError::code)
                    .containsExactly(tuple("/" + role + "/idNumber", Code.ID_NUMBER_INVALID)));
  }

  @Test
  void whoIsNotBornYetOrTooOldToLiveIsRefused() {
    for (String role : List.of("subject", "agent", "guardian")) {
      refused(role, () -> enter(role, TODAY.plusDays(2)));
      refused(role, () -> enter(role, TODAY.minusYears(150).minusDays(2)));
    }
    assertThat(enter("subject", TODAY).revision()).isEqualTo(1);
    Case old = enter("subject", TODAY.minusYears(150).plusDays(2));
    refused(
        "subject",
        () ->
            office.correct(
                CLERK, old, Map.of("subject", Map.of("idNumber", number(TODAY.plusDays(2))))));
  }

  @Test
  void anEarlierCaseIsTakenAsItStood() {
    EntryReader reader = new EntryReader(office.catalogue, new FormChecker());
    assertThat(
            reader.readHistory(entry("subject", TODAY.plusYears(9))).entry().subject().idNumber())
        .isEqualTo(number(TODAY.plusYears(9)));
  }
}
