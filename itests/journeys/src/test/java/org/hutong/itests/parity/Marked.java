package org.hutong.itests.parity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hutong.harness.People;

/**
 * Made-up persons who can be found again wherever they leaked: every identity number and phone is
 * remembered, and each name, address and story holds words that stand nowhere else.
 */
final class Marked {
  /** Two rare characters in every name; the second has four bytes in UTF-8. */
  static final String IN_NAMES = "㛃" + Character.toString(0x2CE1A);

  static final String IN_ADDRESSES = "椿树麻线胡同拾柒号";
  static final String IN_STORIES = "罹患罕见之症须长期服药";

  private final People people;
  private final Set<String> numbers = ConcurrentHashMap.newKeySet();
  private int count;

  Marked(long seed) {
    people = new People(seed);
  }

  /** All identity numbers and phones given so far, whole or deliberately wrong. */
  Set<String> numbers() {
    return numbers;
  }

  /** Remembers another text of digits that must be found nowhere. */
  String remember(String number) {
    numbers.add(number);
    return number;
  }

  String idNumber() {
    return remember(people.next().idNumber());
  }

  /** The number with another check digit. */
  String wrongIdNumber() {
    String right = people.next().idNumber();
    char last = right.charAt(17);
    return remember(right.substring(0, 17) + (last == '7' ? '8' : '7'));
  }

  String phone() {
    return remember(people.next().phone());
  }

  synchronized String name() {
    count++;
    String given = Character.toString('一' + count % 20_000);
    return count % 7 == 0 ? "阿依" + IN_NAMES + "·买买提" + given : "欧阳" + IN_NAMES + given;
  }

  ObjectNode person() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", "PERSON")
        .put("name", name())
        .put("idType", "RESIDENT_ID")
        .put("idNumber", idNumber())
        .put("phone", phone())
        .put("address", IN_ADDRESSES + "院3-2-301");
  }

  /** A complete entry of 临时救助, which three systems are to hold. */
  ObjectNode tempAid() {
    ObjectNode body = entry("MZ-28");
    ObjectNode form = body.putObject("form");
    form.put("applyAmountFen", 300_000).put("difficulty", "大病").put("description", IN_STORIES);
    form.putArray("family")
        .addObject()
        .put("name", name())
        .put("relation", "配偶")
        .put("idNumber", idNumber())
        .put("monthlyIncomeFen", 180_000);
    body.putArray("materials").addObject().put("code", "ID_COPY").put("verifiedOriginal", true);
    body.put("channel", "STATION").putNull("origin").put("note", "");
    return body;
  }

  /** A complete entry of {@link RichItem}, with the least in its form. */
  ObjectNode rich() {
    ObjectNode body = entry(RichItem.CODE);
    body.putObject("form").put("text", IN_STORIES);
    return body;
  }

  private ObjectNode entry(String code) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("item").put("scheme", "survey-2016").put("code", code).put("version", 1);
    body.set("subject", person());
    return body;
  }
}
