package org.hutong.gateway.console.internal.ledger;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hutong.delivery.Deliveries;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.DeliveryFilter;
import org.hutong.delivery.DeliveryState;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.kernel.Page;

/** How deliveries read. */
final class DeliveryWords {
  private DeliveryWords() {}

  static Answer page(Desk desk, DeliveryFilter filter) {
    Page<Delivery> page = desk.the(Deliveries.class).find(desk.caller(), filter);
    Table table = Table.of("分发", "办件", "修订", "系统", "操作", "状态", "次数", "回执", "原因");
    for (Delivery d : page.items()) {
      table.row(
          d.id(),
          d.caseNumber(),
          d.revision(),
          d.system(),
          d.operation(),
          d.state().zh(),
          d.attempts(),
          d.receipt(),
          d.why());
    }
    return Answer.page(page, table);
  }

  static Answer act(Desk desk, String id, Map<String, Object> action) {
    Delivery d = desk.the(Deliveries.class).act(desk.caller(), id, desk.key(), action);
    return Answer.of(d, "分发 " + d.id() + " 现为“" + d.state().zh() + "”");
  }

  static Facts facts(Delivery d) {
    Facts facts =
        new Facts()
            .fact("分发", d.id())
            .fact("办件", d.caseNumber())
            .fact("修订", d.revision())
            .fact("系统", d.system() + " " + d.systemName())
            .fact("操作", d.operation())
            .fact("幂等键", d.key())
            .fact("状态", d.state().zh() + " " + d.state())
            .fact("回执", d.receipt())
            .fact("原因", d.why())
            .fact("次数", d.attempts())
            .fact("建立", d.createdAt())
            .maybe("下次尝试", d.nextAttemptAt())
            .maybe("了结", d.endedAt())
            .fact("可执行的操作", String.join("、", d.allowedActions()));
    if (!d.history().isEmpty()) {
      Table history = Table.of("次", "时间", "结果", "毫秒", "接入插件", "说明");
      d.history()
          .forEach(
              a ->
                  history.row(
                      a.no(), a.at(), a.outcome(), a.tookMillis(), a.adapter(), a.detail()));
      facts.section("经过 Attempts", history);
    }
    if (!d.sheet().isEmpty()) {
      Table sheet = Table.of("栏目", "内容");
      d.sheet().forEach(line -> sheet.row(line.label(), line.value()));
      facts.section("录入单 Sheet", sheet);
    }
    Delivery.Exchange exchange = d.exchange();
    if (exchange != null) {
      facts
          .fact("请求", exchange.request())
          .maybe("应答状态", exchange.status())
          .maybe("应答", exchange.answer());
    }
    return facts;
  }

  static String states(Map<DeliveryState, Long> states) {
    return new TreeMap<>(states)
        .entrySet().stream()
            .filter(e -> e.getValue() > 0)
            .map(e -> e.getKey().zh() + " " + e.getValue())
            .collect(Collectors.joining("，"));
  }
}
