package org.hutong.itests.parity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;
import org.hutong.itests.parity.InputStreet.Stored;
import org.hutong.itests.parity.Verdict.Error;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is wrong is refused at both doors by the same code, pointer and sentence; it stores nothing.
 */
abstract class BadInput {
  private static final String WRONG = "请求内容有误，请按所列问题更正";
  private static final String MALFORMED = "请求内容格式不正确，无法解析";
  private static final int TWO_MIB = 2 << 20;

  private final InputStreet street;
  private final Marked marked;
  private final Wire clerk;
  private Stored before;

  BadInput(InputStreet street) {
    this.street = street;
    this.marked = street.marked();
    this.clerk = street.wire("clerk");
  }

  @BeforeEach
  void look() throws Exception {
    before = street.settled();
  }

  @AfterEach
  void nothingWasStoredAndNothingSent() throws Exception {
    assertThat(street.changes(before.cursor())).containsExactly(before.cursor());
    assertThat(street.stored()).isEqualTo(before);
  }

  /** Sends a body through both doors. */
  private void bothSay(int status, JsonNode body, String code, String message, Error... errors)
      throws Exception {
    Wire.Reply rest = clerk.enter(body.toString());
    Wire.Reply soap = clerk.call(SoapText.submit(body, UUID.randomUUID().toString()));
    Told.alike(Told.rest(rest, status), Told.soap(soap, 500), code, message, errors);
  }

  private static ObjectNode in(ObjectNode body, String name) {
    return (ObjectNode) body.get(name);
  }

  @Test
  void anIdentityNumberWithAWrongCheckDigitIsNamedAndNotRepeated() throws Exception {
    ObjectNode body = marked.tempAid();
    in(body, "subject").put("idNumber", marked.wrongIdNumber());
    bothSay(
        400,
        body,
        "INVALID_REQUEST",
        WRONG,
        new Error("/subject/idNumber", "ID_NUMBER_INVALID", "公民身份号码的校验码不正确，请核对。"));
  }

  @Test
  void unknownFieldsAreRefusedByNameWhereverTheyStand() throws Exception {
    ObjectNode body = marked.tempAid().put("colour", "红");
    in(body, "subject").put("weight", "60");
    in(body, "form").put("hobby", "棋");
    bothSay(
        400,
        body,
        "INVALID_REQUEST",
        WRONG,
        new Error("/colour", "FIELD_UNKNOWN", "不认识的字段"),
        new Error("/form/hobby", "FIELD_UNKNOWN", "不认识的字段"),
        new Error("/subject/weight", "FIELD_UNKNOWN", "不认识的字段"));
  }

  @Test
  void valuesOfAWrongTypeAreRefusedWithTheFieldsOwnName() throws Exception {
    ObjectNode body = marked.tempAid();
    in(body, "form").put("applyAmountFen", "三千元").put("difficulty", 7);
    in(body, "item").put("version", "一");
    bothSay(
        400,
        body,
        "INVALID_REQUEST",
        WRONG,
        new Error("/form/applyAmountFen", "FIELD_TYPE", "“申请金额（分）”应为整数"),
        new Error("/form/difficulty", "FIELD_TYPE", "“困难类型”应为文字"),
        new Error("/item/version", "FIELD_TYPE", "字段类型不正确"));
  }

  @Test
  void anUnknownItemIsNamedAndAnAbolishedOneIsClosed() throws Exception {
    ObjectNode unknown = marked.tempAid();
    in(unknown, "item").put("code", "ZZ-99");
    bothSay(
        400,
        unknown,
        "INVALID_REQUEST",
        WRONG,
        new Error("/item/code", "ITEM_NOT_FOUND", "没有这个事项"));
    ObjectNode abolished = marked.tempAid();
    in(abolished, "item").put("code", "SQ-07");
    bothSay(409, abolished, "ITEM_CLOSED", "该事项已停止受理");
  }

  @Test
  void aBodyOfTwoMebibytesIsTooLongWhetherAnnouncedOrNot() throws Exception {
    ObjectNode body = marked.tempAid().put("note", "长".repeat(TWO_MIB / 3));
    byte[] json = Wire.utf8(body.toString());
    byte[] xml =
        Wire.utf8(
            SoapText.envelope(
                clerk.securityHeader(), SoapText.submit(body, UUID.randomUUID().toString())));
    assertThat(json).hasSizeGreaterThan(TWO_MIB);
    Verdict announced = Told.rest(clerk.write("POST", "/cases", Map.of(), json), 413);
    Told.alike(announced, Told.soap(clerk.soap(xml), 413), "BODY_TOO_LARGE", "请求内容超过大小上限");
    Verdict chunked = Told.rest(clerk.writeChunked("POST", "/cases", json), 413);
    assertThat(chunked).isEqualTo(announced);
    assertThat(Told.soap(clerk.soapChunked(xml), 413)).isEqualTo(announced);
  }

  @Test
  void malformedJsonIsRefusedByItsPlaceAndNeverQuoted() throws Exception {
    String whole = marked.tempAid().toString();
    String person = "{\"subject\":{\"name\":\"" + marked.name() + "\",\"idNumber\":";
    for (String json :
        new String[] {
          "",
          "[]",
          "\"" + marked.name() + "\"",
          whole.substring(0, whole.length() / 2),
          whole + "}",
          whole + whole,
          person + marked.idNumber() + "X}}",
          person + "'" + marked.idNumber() + "'}}",
          person + "NaN}}",
          person + "007}}",
          person + "\"a\tb\"}}",
          person + "\"\\ud800\"}}",
          person + "1,}}",
          person + "1e999999999}}",
          person + "/* " + marked.idNumber() + " */ 1}}",
          "{\"a\":".repeat(100) + "1" + "}".repeat(100),
          "{\"a\":" + "[".repeat(50_000),
        }) {
      Verdict said = Told.rest(clerk.enter(json), 400);
      assertThat(said.code()).as(json).isEqualTo("MALFORMED_REQUEST");
      assertThat(said.message()).isEqualTo(MALFORMED);
    }
    byte[] gb = ("{\"note\":\"" + Marked.IN_STORIES + "\"}").getBytes("GB18030");
    assertThat(Told.rest(clerk.write("POST", "/cases", Map.of(), gb), 400).code())
        .isEqualTo("MALFORMED_REQUEST");
  }

  @Test
  void malformedXmlIsRefusedAndNeverQuoted() throws Exception {
    String submit = SoapText.submit(marked.tempAid(), UUID.randomUUID().toString());
    String whole = SoapText.envelope(clerk.securityHeader(), submit);
    for (String xml :
        new String[] {
          whole.substring(0, whole.length() - 40),
          whole + "<more/>",
          whole.replace("</subject>", "</subjekt>"),
          whole.replace("<note>", "<note>&nosuch;"),
          whole.replace("<note>", "<note>\u0001"),
          whole.replace("<note>", "<note>&#1;"),
          whole.replace("<note>", "<p:note>"),
          whole.replace("<note>", "<?php " + marked.idNumber() + "?><note>"),
          whole.replace("<case>", "<case a=\"1\" a=\"2\">"),
          whole.replace("<note>", "<note>" + "<a>".repeat(5_000)),
          "{\"item\": \"" + marked.idNumber() + "\"}",
          "",
        }) {
      Verdict said = Told.soap(clerk.soap(Wire.utf8(xml)), 500);
      assertThat(said.code()).as(xml).isEqualTo("MALFORMED_REQUEST");
      assertThat(said.message()).isEqualTo(MALFORMED);
    }
    byte[] notUtf8 = whole.replace(Marked.IN_STORIES, "\u00ff\u00fe").getBytes(ISO_8859_1);
    assertThat(Told.soap(clerk.soap(notUtf8), 500).code()).isEqualTo("MALFORMED_REQUEST");
  }

  @Test
  void aFieldThatStandsTwiceIsRefusedByItsPointer() throws Exception {
    ObjectNode body = marked.tempAid();
    String json = body.toString();
    String twice = json.replace("\"kind\":", "\"phone\":\"" + marked.phone() + "\",\"kind\":");
    Verdict rest = Told.rest(clerk.enter(twice), 400);
    String xml = SoapText.submit(body, UUID.randomUUID().toString());
    String twiceXml = xml.replace("<kind>", "<phone>" + marked.phone() + "</phone><kind>");
    Verdict soap = Told.soap(clerk.call(twiceXml), 500);
    for (Verdict said : new Verdict[] {rest, soap}) {
      assertThat(said.code()).isEqualTo("MALFORMED_REQUEST");
      assertThat(said.errors()).hasSize(1);
      assertThat(said.errors().get(0).pointer()).isEqualTo("/subject/phone");
      assertThat(said.errors().get(0).message()).startsWith("字段重复");
    }
    String inForm = json.replace("\"difficulty\":", "\"difficulty\":\"甲\",\"difficulty\":");
    String inFields =
        xml.replace(
            "<field name=\"difficulty\">",
            "<field name=\"difficulty\"><text>甲</text></field><field name=\"difficulty\">");
    rest = Told.rest(clerk.enter(inForm), 400);
    soap = Told.soap(clerk.call(inFields), 500);
    assertThat(rest.code()).isEqualTo("MALFORMED_REQUEST").isEqualTo(soap.code());
    assertThat(rest.errors().get(0).pointer()).isEqualTo("/form/difficulty");
    assertThat(soap.errors().get(0).pointer()).isEqualTo("/form/difficulty");
  }

  @Test
  void aCharacterThatXmlCannotCarryIsRefusedWhereJsonCould() throws Exception {
    for (String escape : new String[] {"\\u0000", "\\u0001", "\\u001f", "\\ufffe", "\\uffff"}) {
      String json = marked.rich().put("note", "标记").toString().replace("标记", "a" + escape + "b");
      Verdict said = Told.rest(clerk.enter(json), 400);
      assertThat(said.code()).isEqualTo("MALFORMED_REQUEST");
      assertThat(said.errors()).as(escape).extracting(Error::pointer).containsExactly("/note");
    }
  }

  @Test
  void otherMediaTypesMethodsAndPathsAreRefusedAsProblemsToo() throws Exception {
    byte[] xml = Wire.utf8("<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>");
    for (String type : new String[] {"text/xml", "application/x-www-form-urlencoded"}) {
      Wire.Reply reply = clerk.write("POST", "/cases", Map.of("Content-Type", type), xml);
      assertThat(Told.rest(reply, 415).code()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }
    assertThat(Told.rest(clerk.write("PUT", "/cases", Map.of(), Wire.utf8("{}")), 405).code())
        .isEqualTo("METHOD_NOT_ALLOWED");
    assertThat(Told.rest(clerk.get("/nowhere/" + marked.idNumber()), 404).code())
        .isEqualTo("NOT_FOUND_HERE");
    assertThat(Told.rest(clerk.get("/cases/" + marked.idNumber()), 404).code())
        .isEqualTo("CASE_NOT_FOUND");
    String get = SoapText.operation("GetCase", SoapText.parameter("number", marked.idNumber()));
    assertThat(Told.soap(clerk.call(get), 500).code()).isEqualTo("CASE_NOT_FOUND");
    String nothing = SoapText.operation("DropCase", SoapText.parameter("number", marked.phone()));
    assertThat(Told.soap(clerk.call(nothing), 500).errors()).isNotNull();
  }
}
