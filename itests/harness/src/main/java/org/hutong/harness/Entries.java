package org.hutong.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Complete entries of 临时救助 (MZ-28) for made-up persons: the same case as JSON and as SOAP. */
public final class Entries {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Entries() {}

  /** The body of {@code POST /cases}, about 1 KB. */
  public static String json(People.Person person, long amountFen) {
    ObjectNode body = MAPPER.createObjectNode();
    body.putObject("item").put("scheme", "survey-2016").put("code", "MZ-28").put("version", 1);
    ObjectNode subject = body.putObject("subject");
    subject
        .put("kind", "PERSON")
        .put("name", person.name())
        .put("idType", "RESIDENT_ID")
        .put("idNumber", person.idNumber())
        .put("phone", person.phone())
        .put("address", "东经路12号院3-2-301");
    subject.putObject("community").put("scheme", "stat-2022").put("code", "110102014003");
    body.putNull("agent").putNull("guardian");
    ObjectNode form = body.putObject("form");
    form.put("applyAmountFen", amountFen).put("difficulty", "大病");
    form.put("description", "家中一人患重病，医疗费用支出较大，基本生活暂时出现严重困难。".repeat(6));
    form.putArray("family")
        .addObject()
        .put("name", person.name().substring(0, person.name().offsetByCodePoints(0, 1)) + "某")
        .put("relation", "配偶")
        .put("monthlyIncomeFen", 180_000);
    body.putArray("materials").addObject().put("code", "ID_COPY").put("verifiedOriginal", true);
    body.put("channel", "STATION").putNull("origin").put("note", "");
    return body.toString();
  }
}
