package org.hutong.core.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hutong.catalogue.Item;
import org.jspecify.annotations.Nullable;

/** What a mapping sees beside the body: what the appliance itself knows of a case. */
final class CaseSample {
  /** What the appliance knows, each with another value it could have. */
  static final List<String> KNOWN =
      List.of(
          "key",
          "receipt",
          "street",
          "number",
          "state",
          "unit",
          "itemName",
          "registeredAt",
          "acceptedAt",
          "steps",
          "decision",
          "ended");

  private static final List<String> OUTSIDE = List.of("key", "receipt", "street");

  private CaseSample() {}

  /** The input of a mapping. */
  static Map<String, Object> input(
      Item item, Map<String, Object> body, String operation, boolean atEnd) {
    Map<String, Object> document = new LinkedHashMap<>(body);
    document.put("number", "110102014-2016-0000001");
    document.put("revision", 1L);
    document.put("state", atEnd ? "COMPLETED" : "ACCEPTED");
    document.put("unit", "受理单位");
    document.put("itemName", item.name());
    document.put("registeredAt", "2016-09-14T09:58:30.123+08:00");
    document.put("acceptedAt", "2016-09-15T10:00:00.456+08:00");
    document.put("steps", steps(item, ""));
    document.put("ended", operation.equals("CANCEL") ? ended("申请人撤回申请") : null);
    document.put("decision", atEnd ? decision("GRANTED") : null);
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("case", document);
    input.put("operation", operation);
    input.put("key", "110102014-2016-0000001/1/system/" + operation);
    input.put("receipt", operation.equals("CREATE") ? null : "R1");
    input.put("street", "110102014");
    return input;
  }

  /** The same input with one thing known otherwise; null where there is no other value. */
  static @Nullable Map<String, Object> with(Map<String, Object> input, String known, Item item) {
    boolean outside = OUTSIDE.contains(known);
    Map<String, Object> document = new LinkedHashMap<>(document(input));
    Map<String, Object> place = outside ? new LinkedHashMap<>(input) : document;
    Object now = place.get(known);
    if (now == null) {
      return null;
    }
    place.put(
        known,
        switch (known) {
          case "state" -> now.equals("COMPLETED") ? "ACCEPTED" : "COMPLETED";
          case "registeredAt", "acceptedAt" -> "2016-10-08T11:00:00.000+08:00";
          case "steps" -> steps(item, "二");
          case "decision" -> decision("DENIED");
          case "ended" -> ended("另一原因");
          default -> now + "9";
        });
    if (outside) {
      return place;
    }
    Map<String, Object> other = new LinkedHashMap<>(input);
    other.put("case", document);
    return other;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> document(Map<String, Object> input) {
    return (Map<String, Object>) input.get("case");
  }

  private static Map<String, Object> decision(String result) {
    Map<String, Object> decision = new LinkedHashMap<>();
    decision.put("result", result);
    decision.put("ground", "符合条件");
    decision.put("outcome", null);
    return decision;
  }

  private static Map<String, Object> ended(String reason) {
    Map<String, Object> ended = new LinkedHashMap<>();
    ended.put("what", "withdraw");
    ended.put("at", "2016-09-20T10:00:00.000+08:00");
    ended.put("unit", "受理单位");
    ended.put("reason", reason);
    ended.put("basis", null);
    return ended;
  }

  private static List<Object> steps(Item item, String more) {
    List<Object> steps = new ArrayList<>();
    for (Item.StepRule rule : item.steps()) {
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("no", (long) rule.no());
      step.put("unit", rule.unit() + more);
      step.put("state", "ACTIVE");
      step.put("since", "2016-09-15T10:00:00.456+08:00");
      steps.add(step);
    }
    return steps;
  }
}
