package org.hutong.standins.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Checks a 行政服务 record as the hub takes it: the fields, all of them text, and nothing else. */
final class CaseRecord {
  private record Rule(boolean required, int maxLength, boolean isInstant) {}

  private static final Map<String, Rule> FIELDS =
      Map.of(
          "jlbh", new Rule(true, 64, false),
          "sxbm", new Rule(true, 32, false),
          "bb", new Rule(true, 16, false),
          "fwdx", new Rule(true, 100, false),
          "slsj", new Rule(true, 40, true),
          "bjsj", new Rule(false, 40, true),
          "jg", new Rule(false, 200, false),
          "ly_street", new Rule(true, 9, false));

  private CaseRecord() {}

  /** What is wrong with it, field by field; empty = it is accepted. */
  static List<String> problems(JsonNode record) {
    List<String> problems = new ArrayList<>();
    if (!record.isObject()) {
      return List.of("the body is a JSON object");
    }
    for (Iterator<String> names = record.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.containsKey(name)) {
        problems.add(name + ": 未知字段");
      }
    }
    FIELDS.forEach((name, rule) -> check(record.get(name), name, rule, problems));
    return problems;
  }

  private static void check(JsonNode value, String name, Rule rule, List<String> problems) {
    if (value == null || value.isNull()) {
      if (rule.required()) {
        problems.add(name + ": 必填");
      }
      return;
    }
    String text = value.asText();
    int length = text.codePointCount(0, text.length());
    if (!value.isTextual() || length == 0 || length > rule.maxLength()) {
      problems.add(name + ": 应为 1–" + rule.maxLength() + " 字的文本");
    } else if (rule.isInstant() && !isInstant(text)) {
      problems.add(name + ": 应为带时区的 ISO 8601 时间");
    }
  }

  private static boolean isInstant(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
