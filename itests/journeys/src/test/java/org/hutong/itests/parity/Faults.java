package org.hutong.itests.parity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiConsumer;

/** What can be wrong with a body that XML and JSON can both say; each leaves the rest as it is. */
final class Faults {
  /** One thing that is wrong. */
  @FunctionalInterface
  interface Fault extends BiConsumer<Marked, ObjectNode> {}

  static final List<Fault> EACH =
      List.of(
          (m, b) -> b.remove("subject"),
          (m, b) -> b.putNull("subject"),
          (m, b) -> b.putObject("subject"),
          (m, b) -> b.put("subject", "本人"),
          subject(s -> s.remove("kind")),
          subject(s -> s.put("kind", "DOG")),
          subject(s -> s.remove("name")),
          subject(s -> s.put("name", " ")),
          subject(s -> s.put("name", "\uE000自造字")),
          subject(s -> s.put("name", Character.toString(0x2CE1A).repeat(101))),
          subject(s -> s.putObject("name").put("family", "欧阳")),
          (m, b) -> in(b, "subject", s -> s.put("idNumber", m.wrongIdNumber())),
          (m, b) -> in(b, "subject", s -> s.put("idNumber", m.idNumber().substring(1))),
          subject(s -> s.put("idNumber", "")),
          subject(s -> s.putNull("idNumber")),
          subject(s -> s.put("idType", "身份证")),
          subject(s -> s.put("idType", "CREDIT_CODE").put("idNumber", "91110102MA00000000")),
          (m, b) -> in(b, "subject", s -> s.put("phone", m.phone() + "99")),
          subject(s -> s.put("phone", "")),
          subject(s -> s.put("address", "长".repeat(201))),
          subject(s -> s.putObject("community")),
          subject(s -> s.putObject("community").put("scheme", "stat-2022").put("code", "?")),
          subject(s -> s.putObject("community").put("street", "110102014")),
          subject(s -> s.put("community", "红土店社区")),
          subject(s -> s.put("weight", "60")),
          (m, b) -> b.put("colour", "红"),
          (m, b) -> b.putObject("colour").put("of", "红"),
          (m, b) -> b.putObject("agent"),
          (m, b) -> b.set("agent", m.person().put("kind", "ORGANIZATION")),
          (m, b) -> b.set("guardian", m.person().put("idNumber", m.wrongIdNumber())),
          (m, b) -> b.put("guardian", "本人"),
          (m, b) -> b.remove("form"),
          (m, b) -> b.putNull("form"),
          (m, b) -> b.putObject("form"),
          form(f -> f.put("colour", "红").put("a/b", 1).put("c~d", true)),
          form(f -> f.put("", "空名")),
          form(f -> f.put("text", 5).put("difficulty", 5)),
          form(f -> f.putNull("text").putNull("difficulty")),
          form(f -> f.put("text", "长".repeat(901)).put("description", "长".repeat(901))),
          form(f -> f.put("whole", new BigDecimal("1.0")).put("applyAmountFen", 0)),
          form(f -> f.put("whole", new BigDecimal("9223372036854775808"))),
          form(f -> f.put("applyAmountFen", new BigDecimal("3000.00"))),
          form(f -> f.put("applyAmountFen", "300000").put("whole", "1")),
          form(f -> f.put("flag", "true").put("day", "2017-02-29").put("choice", "丙")),
          form(f -> f.put("digits", "１２").putArray("list").add("甲").addNull()),
          form(f -> f.putArray("family").addObject().put("relation", "子")),
          form(f -> f.putArray("family").add("张三").addArray()),
          form(f -> f.putArray("matrix").add(1).addArray().add(true)),
          form(f -> f.putArray("people").addObject().put("name", "某").put("age", 3)),
          (m, b) ->
              in(
                  b,
                  "form",
                  f ->
                      f.putArray("people")
                          .addObject()
                          .put("name", m.name())
                          .put("idNumber", m.wrongIdNumber())),
          form(f -> deepest(f).put("value", "层").putObject("deep").put("value", 13)),
          form(f -> deepest(f).putArray("value")),
          form(f -> f.put("amount", new BigDecimal("1".repeat(41)))),
          (m, b) -> b.putArray("materials").addObject(),
          (m, b) -> b.putArray("materials").addObject().put("code", "NO_SUCH"),
          (m, b) ->
              b.putArray("materials")
                  .addObject()
                  .put("code", "ID_COPY")
                  .put("id", "00000000-0000-0000-0000-000000000000"),
          (m, b) ->
              b.putArray("materials").addObject().put("code", "ID_COPY").put("deferred", "也许"),
          (m, b) -> b.putArray("materials").add("ID_COPY").addNull(),
          (m, b) -> b.put("materials", "ID_COPY"),
          (m, b) -> {
            var materials = b.putArray("materials");
            for (int i = 0; i < 51; i++) {
              materials.addObject().put("code", "ID_COPY");
            }
          },
          (m, b) -> b.put("channel", "PIGEON"),
          (m, b) -> b.put("channel", ""),
          (m, b) -> b.putObject("origin"),
          (m, b) -> b.putObject("origin").put("system", "../x").put("reference", "1"),
          (m, b) -> b.put("note", "长".repeat(2001)),
          (m, b) -> b.remove("item"),
          (m, b) -> b.put("item", "MZ-28"),
          item(i -> i.remove("scheme")),
          item(i -> i.put("code", "ZZ-99")),
          item(i -> i.put("code", "SQ-07")),
          item(i -> i.put("version", 99)),
          item(i -> i.put("version", 0)),
          item(i -> i.put("version", "一")),
          item(i -> i.put("language", "zh")));

  private Faults() {}

  private interface Change {
    void on(ObjectNode object);
  }

  private static Fault subject(Change change) {
    return (m, b) -> in(b, "subject", change);
  }

  private static Fault form(Change change) {
    return (m, b) -> in(b, "form", change);
  }

  private static Fault item(Change change) {
    return (m, b) -> in(b, "item", change);
  }

  /** Another fault may have taken the object away. */
  private static void in(ObjectNode body, String name, Change change) {
    if (body.get(name) instanceof ObjectNode object) {
      change.on(object);
    }
  }

  private static ObjectNode deepest(ObjectNode form) {
    ObjectNode at = form;
    for (int i = 0; i < RichItem.DEPTH; i++) {
      at = at.putObject("deep");
    }
    return at;
  }
}
