package org.hutong.gateway.soap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.gateway.soap.internal.Harness.ITEM;
import static org.hutong.gateway.soap.internal.Harness.SUBJECT;
import static org.hutong.gateway.soap.internal.Harness.assertError;
import static org.hutong.gateway.soap.internal.Harness.assertFault;
import static org.hutong.gateway.soap.internal.Harness.at;
import static org.hutong.gateway.soap.internal.Harness.envelope;
import static org.hutong.gateway.soap.internal.Harness.submit;
import static org.hutong.gateway.soap.internal.Harness.token;

import java.util.List;
import java.util.Map;
import org.hutong.gateway.support.Samples;
import org.hutong.problem.Code;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class CasesTest {
  private static Harness harness;

  @BeforeAll
  static void start() throws Exception {
    harness = new Harness();
  }

  @AfterAll
  static void stop() throws Exception {
    harness.close();
  }

  @Test
  void aCaseIsRegisteredAndAnsweredWhole() throws Exception {
    Document answer =
        Harness.xml(harness.send(envelope(token(), submit("k-1", ITEM + SUBJECT))).body());

    String c = "//SubmitCaseResponse/case";
    assertThat(at(answer, c + "/number")).isEqualTo(Samples.NUMBER);
    assertThat(at(answer, c + "/version")).isEqualTo("1");
    assertThat(at(answer, c + "/stateName")).isEqualTo("受理");
    assertThat(at(answer, c + "/item/name")).isEqualTo("临时救助");
    assertThat(at(answer, c + "/registeredAt")).isEqualTo("2016-03-01T09:02:03.456+08:00");
    assertThat(at(answer, c + "/due/due")).isEqualTo("2016-03-22");
    assertThat(at(answer, c + "/gaps/gap/code")).isEqualTo("INCOME");
    assertThat(at(answer, c + "/deliveries/delivery/receipt")).isEqualTo("DJL-1");
    assertThat(at(answer, c + "/allowedActions/action[2]")).isEqualTo("withdraw");
    assertThat(harness.services.casework.body)
        .containsEntry("item", Map.of("scheme", "survey-2016", "code", "MZ-28", "version", 1L))
        .containsOnlyKeys("item", "subject");
  }

  @Test
  void theSameKeyGivesTheFirstAnswerAndAnotherBodyIsRefused() throws Exception {
    String first = submit("k-2", ITEM + SUBJECT);
    int before = harness.services.casework.registered.get();
    assertThat(harness.send(envelope(token(), first)).statusCode()).isEqualTo(200);
    assertThat(harness.send(envelope(token(), first)).statusCode()).isEqualTo(200);
    assertThat(harness.services.casework.registered.get()).isEqualTo(before + 1);

    assertFault(
        harness.send(envelope(token(), submit("k-2", ITEM + SUBJECT + "<note>x</note>"))),
        Code.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void aWriteWithoutAKeyIsRefusedByName() throws Exception {
    Document fault =
        assertFault(harness.call("SubmitCase", "<case/>"), Code.IDEMPOTENCY_KEY_REQUIRED);
    assertError(fault, 0, "/idempotencyKey", Code.IDEMPOTENCY_KEY_REQUIRED);
  }

  @Test
  void everythingWrongInABodyIsNamedByTheSamePointersAsOnRest() throws Exception {
    Document fault =
        assertFault(
            harness.send(
                envelope(
                    token(),
                    submit(
                        "k-3",
                        "<item><version>one</version></item><colour>red</colour>"
                            + "<subject><nick/><idNumber>11010219800101123</idNumber></subject>"))),
            Code.INVALID_REQUEST);
    assertError(fault, 0, "/colour", Code.FIELD_UNKNOWN);
    assertError(fault, 1, "/subject/nick", Code.FIELD_UNKNOWN);
    assertError(fault, 2, "/subject/idNumber", Code.ID_NUMBER_INVALID);
    assertError(fault, 3, "/item/version", Code.FIELD_TYPE);
  }

  @Test
  void textWhereAnObjectBelongsIsOfTheWrongType() throws Exception {
    Document fault =
        assertFault(
            harness.send(envelope(token(), submit("k-4", "<subject>somebody</subject>"))),
            Code.INVALID_REQUEST);
    assertError(fault, 0, "/subject", Code.FIELD_TYPE);
  }

  @Test
  void anUnknownParameterBesideTheBodyIsRefusedByName() throws Exception {
    Document fault =
        assertFault(harness.call("GetCase", "<number>1</number><colour/>"), Code.INVALID_REQUEST);
    assertError(fault, 0, "/colour", Code.FIELD_UNKNOWN);
  }

  @Test
  void aKnownNameOfAnotherNamespaceIsUnknown() throws Exception {
    Document fault =
        assertFault(
            harness.send(
                envelope(token(), submit("k-5", "<note xmlns='urn:x'>a</note>" + ITEM + SUBJECT))),
            Code.INVALID_REQUEST);
    assertError(fault, 0, "/note", Code.FIELD_UNKNOWN);
  }

  @Test
  void aCaseWhoseChildrenHaveNoNamespaceIsRefusedWithEachOfThem() throws Exception {
    String body =
        "<s:SubmitCase xmlns:s='urn:hutong:street:v1'><s:idempotencyKey>k-9</s:idempotencyKey>"
            + "<s:case>"
            + ITEM
            + SUBJECT
            + "</s:case></s:SubmitCase>";
    Document fault = assertFault(harness.send(envelope(token(), body)), Code.NOT_A_SERVICE_RECORD);
    assertError(fault, 0, "/item", Code.FIELD_UNKNOWN);
    assertError(fault, 1, "/subject", Code.FIELD_UNKNOWN);
    assertThat(at(fault, "count(//problem/errors/error)")).isEqualTo("2");
  }

  @Test
  void aFieldGivenTwiceIsMalformed() throws Exception {
    Document fault =
        assertFault(
            harness.send(envelope(token(), submit("k-6", "<note>a</note><note>b</note>"))),
            Code.MALFORMED_REQUEST);
    assertError(fault, 0, "/note", Code.MALFORMED_REQUEST);
  }

  @Test
  void nullMissingAndEmptyAreKeptApart() throws Exception {
    harness.send(
        envelope(
            token(),
            submit(
                "k-7",
                ITEM
                    + SUBJECT
                    + "<agent xsi:nil='true'/><origin/><note/><materials/><form> </form>")));
    Map<String, Object> body = harness.services.casework.body;
    assertThat(body)
        .containsEntry("agent", null)
        .containsEntry("origin", Map.of())
        .containsEntry("note", "")
        .containsEntry("materials", List.of())
        .containsEntry("form", Map.of())
        .doesNotContainKeys("guardian", "channel");
  }

  @Test
  void materialsAreAListOfObjects() throws Exception {
    harness.send(
        envelope(
            token(),
            submit(
                "k-8",
                ITEM
                    + SUBJECT
                    + "<materials><material><code>ID_COPY</code><verifiedOriginal>true"
                    + "</verifiedOriginal></material>\n<material><code>X</code><deferred>maybe"
                    + "</deferred></material></materials>")));
    assertThat(harness.services.casework.body.get("materials"))
        .isEqualTo(
            List.of(
                Map.of("code", "ID_COPY", "verifiedOriginal", true),
                Map.of("code", "X", "deferred", "maybe")));
  }

  @Test
  void aCaseIsReadForAPurpose() throws Exception {
    Document answer =
        harness.answer(
            "GetCase", "<number>" + Samples.NUMBER + "</number><purpose>CASE_HANDLING</purpose>");
    assertThat(at(answer, "//case/subject/community/code")).isEqualTo("110102014003");
    assertThat(harness.services.casework.purpose).isEqualTo("CASE_HANDLING");
    harness.answer("GetCase", "<number>" + Samples.NUMBER + "</number>");
    assertThat(harness.services.casework.purpose).isNull();
    assertFault(harness.call("GetCase", "<number>x</number>"), Code.CASE_NOT_FOUND);
  }

  @Test
  void aDeliveryIsReadForAPurpose() throws Exception {
    Document answer = harness.answer("GetDelivery", "<id>d-1</id><purpose>CASE_HANDLING</purpose>");
    assertThat(at(answer, "//delivery/exchange/request")).isEqualTo("{\"name\":\"***\"}");
    assertThat(at(answer, "//delivery/exchange/status")).isEqualTo("503");
    assertThat(at(answer, "count(//delivery/exchange/answer)")).isEqualTo("0");
    assertThat(harness.services.deliveries.purpose).isEqualTo("CASE_HANDLING");
    harness.answer("GetDelivery", "<id>d-1</id>");
    assertThat(harness.services.deliveries.purpose).isNull();
  }

  @Test
  void casesAreFoundPageByPage() throws Exception {
    Document answer =
        harness.answer("FindCases", "<query><purpose>CASE_HANDLING</purpose></query>");
    assertThat(at(answer, "//FindCasesResponse/street")).isEqualTo(Samples.STREET);
    assertThat(at(answer, "//items/case/subject")).isEqualTo("阿**");
    assertThat(at(answer, "//FindCasesResponse/next")).isEqualTo("c2");
    assertFault(harness.call("FindCases", "<query/>"), Code.PURPOSE_REQUIRED);
  }

  @Test
  void aDayAndAMonthHaveAYearOfFourDigits() throws Exception {
    assertFault(harness.call("GetDisputes", "<month>+999999999-12</month>"), Code.INVALID_REQUEST);
    assertFault(
        harness.call("GetReconciliation", "<from>2016-01-01</from><to>+999999999-12-31</to>"),
        Code.INVALID_REQUEST);
  }

  @Test
  void itemsAndSystemsComePageByPage() throws Exception {
    Document first = harness.answer("GetSystems", "<limit>1</limit>");
    String next = "<after>" + at(first, "//GetSystemsResponse/next") + "</after>";
    Document second = harness.answer("GetSystems", "<limit>1</limit>" + next);
    assertThat(at(first, "//items/system/id")).isEqualTo("si-04");
    assertThat(at(second, "//items/system/id")).isEqualTo("si-05");
    assertThat(at(second, "//GetSystemsResponse/next")).isEmpty();
    assertThat(at(harness.answer("FindItems", ""), "//FindItemsResponse/next")).isEmpty();
    for (String operation : new String[] {"FindItems", "GetSystems"}) {
      assertFault(harness.call(operation, "<limit>501</limit>"), Code.INVALID_REQUEST);
      assertFault(harness.call(operation, "<after>p1-0</after>"), Code.CURSOR_EXPIRED);
    }
  }

  @Test
  void anActionNeedsTheVersionReadAndNamesWhatIsAllowed() throws Exception {
    String number = "<number>" + Samples.NUMBER + "</number>";
    String key = "<idempotencyKey>a-1</idempotencyKey>";
    String approve =
        "<act><action>approve</action><step>2</step><decision><field"
            + " name='amountFen'><number>5</number></field></decision></act>";
    assertFault(harness.call("ActOnCase", number + key + approve), Code.PRECONDITION_MISSING);
    assertFault(
        harness.call("ActOnCase", number + "<ifMatch>99</ifMatch>" + key + approve),
        Code.CASE_STALE);
    Document wrong =
        assertFault(
            harness.call("ActOnCase", number + "<ifMatch>*</ifMatch>" + key + approve),
            Code.INVALID_REQUEST);
    assertError(wrong, 0, "/ifMatch", Code.FIELD_TYPE);

    Document illegal =
        assertFault(
            harness.call(
                "ActOnCase",
                number + "<ifMatch>1</ifMatch>" + key + "<act><action>deny</action></act>"),
            Code.CASE_ACTION_ILLEGAL);
    assertThat(at(illegal, "//problem/allowedActions/action[1]")).isEqualTo("approve");
    assertThat(at(illegal, "//problem/allowedActions/action[2]")).isEqualTo("withdraw");

    Document done = harness.answer("ActOnCase", number + "<ifMatch>1</ifMatch>" + key + approve);
    assertThat(at(done, "//case/version")).isEqualTo("2");
    assertThat(harness.services.casework.action)
        .isEqualTo(Map.of("action", "approve", "step", 2L, "decision", Map.of("amountFen", 5L)));
  }

  @Test
  void anEvaluationIsTaken() throws Exception {
    Document answer =
        harness.answer(
            "EvaluateCase",
            "<number>"
                + Samples.NUMBER
                + "</number><idempotencyKey>e-1</idempotencyKey>"
                + "<evaluation><score>5</score></evaluation>");
    assertThat(at(answer, "//EvaluateCaseResponse/case/number")).isEqualTo(Samples.NUMBER);
  }
}
