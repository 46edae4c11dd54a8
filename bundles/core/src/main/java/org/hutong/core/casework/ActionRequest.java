package org.hutong.core.casework;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.hutong.casework.Action;
import org.hutong.problem.Code;
import org.jspecify.annotations.Nullable;

/**
 * An action as asked for.
 *
 * @param unit for {@code determine} and {@code transfer}: who acts from now on
 * @param rule for {@code determine}: the rule that follows from it, in words
 * @param ruleFrom the first day of registration for which the rule counts
 * @param outcome for {@code complete}: what was granted, such as a certificate's number
 */
record ActionRequest(
    Action action,
    @Nullable Integer step,
    @Nullable String reason,
    @Nullable String basis,
    @Nullable String unit,
    @Nullable String rule,
    @Nullable LocalDate ruleFrom,
    @Nullable Map<String, Object> outcome) {
  private static final Set<Action> NEED_REASON =
      EnumSet.of(
          Action.REFUSE,
          Action.REQUIRE_CORRECTION,
          Action.DENY,
          Action.SEND_BACK,
          Action.CONTEST,
          Action.DETERMINE,
          Action.TRANSFER,
          Action.SUSPEND,
          Action.SUPERVISE,
          Action.WITHDRAW,
          Action.TERMINATE);
  // A person decides, with a legal ground the applicant can read (privacy.md §11); who contests a
  // step names the document (R26).
  private static final Set<Action> NEED_BASIS =
      EnumSet.of(Action.REFUSE, Action.DENY, Action.SUSPEND, Action.CONTEST);
  private static final Set<Action> NEED_UNIT = EnumSet.of(Action.DETERMINE, Action.TRANSFER);

  static ActionRequest read(Map<String, Object> body) {
    Fields f = new Fields(body);
    f.only("action", "step", "reason", "basis", "unit", "rule", "ruleFrom", "decision");
    String name = f.required("action", 40);
    Action action = name == null ? null : Action.of(name).orElse(null);
    if (name != null && action == null) {
      f.note("action", Code.FIELD_VALUE);
    }
    Long step = f.integer("step", 1, 99);
    String reason = words(f, "reason", NEED_REASON.contains(action));
    String basis = words(f, "basis", NEED_BASIS.contains(action));
    String unit = NEED_UNIT.contains(action) ? f.requiredColumn("unit", 64) : null;
    if (!NEED_UNIT.contains(action) && f.has("unit")) {
      f.note("unit", Code.FIELD_VALUE, "只有权责认定和移交可以指定单位");
    }
    String rule = f.column("rule", 1_000);
    LocalDate ruleFrom = f.date("ruleFrom");
    if (action != Action.DETERMINE && (f.has("rule") || f.has("ruleFrom"))) {
      f.note("rule", Code.FIELD_VALUE, "只有权责认定可以形成规则");
    } else if (f.has("rule") != f.has("ruleFrom")) {
      f.note(f.has("rule") ? "ruleFrom" : "rule", Code.FIELD_MISSING);
    }
    Fields decision = f.object("decision");
    if (decision != null && action != Action.COMPLETE) {
      f.note("decision", Code.FIELD_VALUE, "只有办结时可以填写办理结果");
    }
    f.check();
    return new ActionRequest(
        action,
        step == null ? null : step.intValue(),
        reason,
        basis,
        unit,
        rule,
        ruleFrom,
        decision == null ? null : tree(f));
  }

  /** What the history says it is based on: the basis, and the rule that was made of it. */
  @Nullable String ground() {
    return rule == null
        ? basis
        : (basis == null ? "" : basis + "；") + "规则（自" + ruleFrom + "起）：" + rule;
  }

  private static @Nullable String words(Fields f, String name, boolean needed) {
    return needed ? f.required(name, 1_000) : f.text(name, 1_000);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> tree(Fields f) {
    return (Map<String, Object>) f.raw("decision");
  }
}
