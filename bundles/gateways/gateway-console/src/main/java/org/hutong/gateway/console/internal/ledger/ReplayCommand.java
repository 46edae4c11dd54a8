package org.hutong.gateway.console.internal.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.delivery.Deliveries;
import org.hutong.delivery.Replay;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.SystemNames;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.gateway.console.internal.text.Table;
import org.jspecify.annotations.Nullable;

/** 重新发送一条、几条或一个系统的分发: send one, several or a lane's deliveries again. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "replay",
    description = "重新发送一条、几条或一个系统的分发 (send one, several or a lane's deliveries again)")
public final class ReplayCommand extends ConsoleCommand {
  @Argument(index = 0, name = "id", multiValued = true, description = "分发编号 (deliveries)")
  private @Nullable List<String> ids;

  @Option(name = "--system", description = "该系统已隔离的全部分发 (all that is quarantined for the system)")
  @Completion(SystemNames.class)
  private @Nullable String system;

  @Option(name = "--state", description = "QUARANTINED（缺省）或 ASSISTED (which of the lane's)")
  private @Nullable String state;

  @Option(name = "--before", description = "只要此刻之前建立的，ISO 8601 (only those created before)")
  private @Nullable String before;

  @Option(name = "--reason", description = "理由 (reason)")
  private @Nullable String reason;

  @Option(name = "--dry-run", description = "只试算，不发送 (show what would go)")
  private boolean dryRun;

  @Option(name = "--selection", description = "试算所得选择码；按系统重发时用 (which the dry run showed)")
  private @Nullable String selection;

  @Option(name = "--expected", description = "或试算所得条数 (or how many the dry run showed)")
  private @Nullable Integer expected;

  @Override
  protected Answer run(Desk desk) {
    if (ids != null && ids.size() == 1 && system == null && !dryRun) {
      Map<String, Object> action = new LinkedHashMap<>(Map.of("action", "replay"));
      Inputs.put(action, "reason", reason);
      return DeliveryWords.act(desk, ids.get(0), action);
    }
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("dryRun", dryRun);
    Inputs.put(order, "ids", ids);
    Inputs.put(order, "system", system);
    Inputs.put(order, "state", state);
    Inputs.put(order, "createdBefore", before);
    Inputs.put(order, "selection", selection);
    Inputs.put(order, "expected", expected);
    Inputs.put(order, "reason", reason);
    Replay replay = desk.the(Deliveries.class).replay(desk.caller(), desk.key(), order);
    return Answer.of(replay, facts(replay));
  }

  private static Facts facts(Replay replay) {
    Table lines = Table.of("分发", "办件", "修订", "系统", "状态", "原因");
    for (Replay.Line l : replay.deliveries()) {
      lines.row(l.id(), l.caseNumber(), l.revision(), l.system(), l.state().zh(), l.why());
    }
    Facts facts =
        new Facts()
            .fact(replay.dryRun() ? "将重新发送" : "已重新排入", replay.count())
            .fact("选择码 Selection", replay.selection())
            .section("分发 Deliveries", lines);
    if (!replay.skipped().isEmpty()) {
      Table skipped = Table.of("分发", "未重新发送的原因");
      replay.skipped().forEach(s -> skipped.row(s.id(), s.reason()));
      facts.section("略过 Skipped", skipped);
    }
    return replay.more() ? facts.fact("还有更多", "请再次重发") : facts;
  }
}
