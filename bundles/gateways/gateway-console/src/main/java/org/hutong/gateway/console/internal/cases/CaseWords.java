package org.hutong.gateway.console.internal.cases;

import org.hutong.casework.Case;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.gateway.console.internal.text.Standing;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.gateway.console.internal.text.Words;
import org.jspecify.annotations.Nullable;

/** How a case reads. Its form is left to JSON: a table shows what work on the case needs. */
public final class CaseWords {
  private CaseWords() {}

  static String due(Case.Due due) {
    String status = Standing.limit(due.status());
    return due.due() == null ? status : due.due() + " " + status;
  }

  /** A case in words. */
  public static Facts facts(Case c) {
    Facts facts =
        new Facts()
            .fact("办件", c.number())
            .fact("状态", c.state().zh() + " " + c.state())
            .fact("修订", c.revision())
            .fact("版本", c.version())
            .fact("事项", c.item().scheme() + "/" + c.item().code() + " " + c.itemName())
            .fact("已隐去个人信息", c.masked());
    party(facts, "申请人", c.subject());
    party(facts, "代办人", c.agent());
    party(facts, "监护人", c.guardian());
    facts
        .fact("单位", c.unit())
        .fact("登记时间", c.registeredAt())
        .fact("更改时间", c.changedAt())
        .fact("期限", due(c.due()))
        .maybe("决定", c.decision() == null ? null : decision(c.decision()))
        .maybe("评价", c.evaluation() == null ? null : c.evaluation().score())
        .fact("可执行的操作", String.join("、", c.allowedActions()));
    c.gaps().forEach(g -> facts.fact("缺项", g.message()));
    Table steps = Table.of("环节", "名称", "单位", "层级", "状态", "自");
    c.steps()
        .forEach(s -> steps.row(s.no(), s.name(), s.unit(), s.level(), s.state().zh(), s.since()));
    Table deliveries = Table.of("分发", "系统", "名称", "修订", "操作", "状态", "回执");
    c.deliveries()
        .forEach(
            d ->
                deliveries.row(
                    d.id(),
                    d.system(),
                    d.systemName(),
                    d.revision(),
                    d.operation(),
                    d.state().zh(),
                    d.receipt()));
    Table history = Table.of("时间", "事件", "环节", "层级", "单位", "账户", "修订", "理由");
    c.history()
        .forEach(
            e ->
                history.row(
                    e.at(),
                    e.what(),
                    e.step(),
                    e.level(),
                    e.unit(),
                    e.account(),
                    e.revision(),
                    e.reason()));
    return facts
        .section("环节 Steps", steps)
        .section("分发 Deliveries", deliveries)
        .section("经过 History", history);
  }

  private static void party(Facts facts, String label, Case.@Nullable Party party) {
    if (party == null) {
      return;
    }
    facts.fact(
        label,
        Words.of(party.name())
            + "，证件 "
            + Words.of(party.idNumber())
            + "，电话 "
            + Words.of(party.phone())
            + "，住址 "
            + Words.of(party.address()));
  }

  private static String decision(Case.Decision decision) {
    String result = decision.result().equals("GRANTED") ? "准予" : "不予批准";
    return result + "，依据：" + decision.ground();
  }
}
