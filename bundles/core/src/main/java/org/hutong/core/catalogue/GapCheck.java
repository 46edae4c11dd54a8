package org.hutong.core.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hutong.casework.Case.Gap;
import org.hutong.catalogue.Item;
import org.hutong.core.rules.BadExpression;
import org.hutong.core.rules.Expression;

/** Compares a case with its item's conditions and materials; finds all gaps at once (一次性告知). */
public final class GapCheck {
  /** The kind of a gap that a material closes. */
  public static final String MATERIAL = "MATERIAL";

  /** The kind of a gap that a condition opens. */
  public static final String CONDITION = "CONDITION";

  private final Map<String, Expression> compiled = new ConcurrentHashMap<>();

  /**
   * The gaps of a case body that has passed its checks.
   *
   * @param body as contract.md shows it; a material counts when it has an id or its original was
   *     verified, and one that was put off counts where the item lets it follow later (容缺受理)
   */
  public List<Gap> gaps(Item item, Map<String, Object> body) {
    List<Gap> gaps = new ArrayList<>();
    for (Item.Condition condition : item.conditions()) {
      if (condition.expression() != null && !met(condition.expression(), body)) {
        gaps.add(new Gap(CONDITION, condition.code(), "/form", "不符合条件：" + condition.text()));
      }
    }
    for (Item.MaterialRule rule : item.materials()) {
      if (rule.required() && !handedIn(rule, body)) {
        gaps.add(new Gap(MATERIAL, rule.code(), "/materials", "缺少材料：" + rule.name()));
      }
    }
    return List.copyOf(gaps);
  }

  /** A condition that cannot be worked out is not met: a person looks at it. */
  private boolean met(String expression, Map<String, Object> body) {
    try {
      Expression e = compiled.get(expression);
      if (e == null) {
        e = Expression.compile(expression);
        compiled.put(expression, e);
      }
      return Boolean.TRUE.equals(e.evaluate(body));
    } catch (BadExpression e) {
      return false;
    }
  }

  private static boolean handedIn(Item.MaterialRule rule, Map<String, Object> body) {
    if (!(body.get("materials") instanceof List<?> materials)) {
      return false;
    }
    for (Object element : materials) {
      if (element instanceof Map<?, ?> material && rule.code().equals(material.get("code"))) {
        if (material.get("id") != null || Boolean.TRUE.equals(material.get("verifiedOriginal"))) {
          return true;
        }
        if (rule.deferrable() && Boolean.TRUE.equals(material.get("deferred"))) {
          return true;
        }
      }
    }
    return false;
  }
}
