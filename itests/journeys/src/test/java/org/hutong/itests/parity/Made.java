package org.hutong.itests.parity;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;

/** Entries made by chance from a seed: whole ones with any tree in their form, and broken ones. */
final class Made {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          " 前后有空格 ",
          "007",
          "000",
          "-0",
          "null",
          "true",
          "1e3",
          Character.toString(0x2CE1A),
          "𬸚䶮㼆".repeat(40),
          "一行\n二行\r\n三行\t尾",
          "<b>&amp;\"']]>",
          "\\u0041\\n/\\/",
          "买买提·é café e\u0301",
          "👩‍👩‍👧 ＡＢＣ ﷽",
          "${jndi:ldap://127.0.0.1:1/x} %s {}",
          "'; DROP TABLE a_case; --");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1.10",
          "1.0",
          "0.000000000000000000000000000000000000001",
          "-0.5",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "123456789012345678901234567890.1234567890",
          "1E+5",
          "2.5E-7");
  private static final List<Long> WHOLES =
      List.of(0L, -1L, 42L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, -(1L << 53) - 1);

  private final Random random;
  private final Marked marked;

  Made(long seed, Marked marked) {
    this.random = new Random(seed);
    this.marked = marked;
  }

  /** A whole entry of either item. */
  ObjectNode whole() {
    ObjectNode body = chance(3) ? marked.tempAid() : rich();
    surroundings(body);
    return body;
  }

  /** A whole entry with one to three things wrong. */
  ObjectNode broken() {
    ObjectNode body = chance(2) ? marked.tempAid() : rich();
    for (int faults = 1 + random.nextInt(3); faults > 0; faults--) {
      pick(Faults.EACH).accept(marked, body);
    }
    return body;
  }

  private void surroundings(ObjectNode body) {
    ObjectNode subject = (ObjectNode) body.get("subject");
    switch (random.nextInt(8)) {
      case 0 -> subject.putNull("phone");
      case 1 -> subject.remove("phone");
      case 2 -> subject.remove(List.of("idType", "address"));
      case 3 ->
          subject.putObject("community").put("scheme", "stat-2022").put("code", "110102014003");
      case 4 -> subject.putNull("community").put("address", "");
      case 5 -> subject.put("idType", "PASSPORT").put("idNumber", "E01234567");
      case 6 -> subject.put("idNumber", subject.get("idNumber").asText().toLowerCase());
      default -> subject.put("phone", "010-83550000");
    }
    switch (random.nextInt(6)) {
      case 0 -> body.set("agent", marked.person());
      case 1 -> body.putNull("agent").set("guardian", marked.person());
      case 2 -> body.put("note", pick(TEXTS));
      case 3 -> body.putNull("note").putNull("channel");
      case 4 -> body.putObject("origin").put("system", "si-07").put("reference", "H-0007");
      default -> body.putNull("materials");
    }
  }

  private ObjectNode rich() {
    ObjectNode body = marked.rich();
    ObjectNode form = (ObjectNode) body.get("form");
    form.put("text", chance(2) ? pick(TEXTS) : Marked.IN_STORIES + pick(TEXTS));
    for (int more = random.nextInt(8); more > 0; more--) {
      add(form);
    }
    return body;
  }

  private void add(ObjectNode form) {
    switch (random.nextInt(13)) {
      case 0 -> form.put("digits", "00" + random.nextInt(1000));
      case 1 -> form.put("amount", new BigDecimal(pick(NUMBERS)));
      case 2 -> form.put("whole", pick(WHOLES));
      case 3 -> form.put("flag", random.nextBoolean());
      case 4 -> form.put("maybe", chance(2) ? null : pick(TEXTS));
      case 5 -> form.putNull("nothing");
      case 6 -> form.put("day", "2016-02-29");
      case 7 -> form.put("choice", "01");
      case 8 -> texts(form.putArray("list"), random.nextInt(4));
      case 9 -> numbers(form.putArray("numbers"));
      case 10 -> matrix(form.putArray("matrix"));
      case 11 -> form.put("a/b~c", pick(TEXTS));
      default -> {
        if (chance(2)) {
          people(form.putArray("people"));
        } else {
          deep(form, 1 + random.nextInt(RichItem.DEPTH));
        }
      }
    }
  }

  private void texts(ArrayNode list, int size) {
    for (int i = 0; i < size; i++) {
      list.add(i + pick(List.of("", " ", "甲", "0", Character.toString(0x2CE1A))));
    }
  }

  private void numbers(ArrayNode list) {
    for (int i = random.nextInt(5); i > 0; i--) {
      list.add(new BigDecimal(pick(NUMBERS)));
    }
  }

  private void matrix(ArrayNode rows) {
    for (int i = random.nextInt(4); i > 0; i--) {
      ArrayNode row = rows.addArray();
      for (int j = random.nextInt(3); j > 0; j--) {
        row.add(pick(WHOLES));
      }
    }
  }

  private void people(ArrayNode people) {
    for (int i = random.nextInt(4); i > 0; i--) {
      ObjectNode person = people.addObject().put("name", marked.name());
      if (chance(2)) {
        person.put("idNumber", marked.idNumber());
      }
      texts(person.putArray("tags"), random.nextInt(3));
    }
  }

  private void deep(ObjectNode form, int levels) {
    ObjectNode at = form;
    for (int i = 0; i < levels; i++) {
      at = at.putObject("deep");
      switch (random.nextInt(5)) {
        case 0 -> at.put("value", new BigDecimal(pick(NUMBERS)));
        case 1 -> at.put("value", pick(TEXTS));
        case 2 -> at.put("value", random.nextBoolean());
        case 3 -> at.putNull("value");
        default -> {} // missing
      }
    }
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
