package org.hutong.gateway.console.internal.cases;

import java.util.List;
import java.util.stream.Collectors;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.LegalStatus;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.kernel.TimeLimit;
import org.jspecify.annotations.Nullable;

/** How an item reads. */
final class ItemWords {
  private ItemWords() {}

  static String status(LegalStatus status) {
    return switch (status) {
      case IN_FORCE -> "有效";
      case UNVERIFIED -> "待核实";
      case ABOLISHED -> "已废止";
      case EXAMPLE -> "示例(虚构)";
    };
  }

  static Table findings(List<Catalogue.Finding> findings) {
    Table table = Table.of("文件", "行", "字段", "问题", "");
    findings.forEach(
        f ->
            table.row(
                f.file(),
                f.row() == 0 ? null : f.row(),
                f.field(),
                f.reason(),
                f.note() ? "提示" : null));
    return table;
  }

  static Facts facts(Item item) {
    Table conditions = Table.of("条件", "内容", "核对");
    item.conditions()
        .forEach(c -> conditions.row(c.code(), c.text(), c.expression() == null ? "人工" : "自动"));
    Table materials = Table.of("材料", "名称", "必需", "可容缺");
    item.materials().forEach(m -> materials.row(m.code(), m.name(), m.required(), m.deferrable()));
    Table steps = Table.of("环节", "名称", "单位", "层级", "依据");
    item.steps().forEach(s -> steps.row(s.no(), s.name(), s.unit(), s.level(), s.basis()));
    Facts facts =
        new Facts()
            .fact("事项", item.ref().scheme() + "/" + item.ref().code())
            .fact("版本", item.ref().version())
            .fact("名称", item.name())
            .fact("类别", item.category() + " " + item.categoryName())
            .fact("对象", String.join("、", item.audience()))
            .fact("结果", item.deliverable())
            .fact("法定状态", status(item.legal().status()))
            .fact("依据文件", item.legal().document())
            .maybe("说明", item.legal().note())
            .fact("法定时限", limit(item.legalLimit()))
            .fact("承诺时限", limit(item.promisedLimit()))
            .fact("当场受理", item.acceptOnEntry())
            .section("条件 Conditions", conditions)
            .section("材料 Materials", materials)
            .section("环节 Steps", steps)
            .fact("标准摘要", item.standard())
            .section("系统 Systems", targets(item.systems()));
    if (!item.origins().isEmpty()) {
      facts.section("回告来源 Origins", targets(item.origins()));
    }
    return item.deviations().isEmpty()
        ? facts
        : facts.section("街道细则 Deviations", deviations(item.deviations()));
  }

  private static Table targets(List<Item.Target> targets) {
    Table table = Table.of("系统", "送达时点", "后续更新");
    targets.forEach(
        t ->
            table.row(
                t.system(),
                t.deliverOn(),
                t.updates().stream().sorted().map(Enum::name).collect(Collectors.joining(" "))));
    return table;
  }

  private static Table deviations(List<Item.Deviation> deviations) {
    Table table = Table.of("所在", "区级标准", "本街道", "依据", "日期");
    deviations.forEach(
        d -> table.row(d.path(), d.district(), d.street(), d.basis(), d.basisDate()));
    return table;
  }

  private static @Nullable String limit(@Nullable TimeLimit limit) {
    return limit == null ? null : limit.chinese();
  }
}
