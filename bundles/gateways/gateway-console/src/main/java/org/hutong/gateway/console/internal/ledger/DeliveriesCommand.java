package org.hutong.gateway.console.internal.ledger;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.delivery.DeliveryFilter;
import org.hutong.delivery.DeliveryState;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.DeliveryStateNames;
import org.hutong.gateway.console.internal.completion.SystemNames;
import org.jspecify.annotations.Nullable;

/** 列出分发台账: list the ledger of deliveries. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "deliveries",
    description = "列出分发台账 (list the ledger of deliveries)")
public final class DeliveriesCommand extends ConsoleCommand {
  @Option(name = "--system", description = "系统编号 (system)")
  @Completion(SystemNames.class)
  private @Nullable String system;

  @Option(name = "--state", description = "状态 (state)")
  @Completion(DeliveryStateNames.class)
  private @Nullable String state;

  @Option(name = "--case", description = "办件编号 (case number)")
  private @Nullable String caseNumber;

  @Option(name = "--limit", description = "最多条数，1 至 500，默认 50 (at most that many, 50 by default)")
  private int limit = DeliveryWords.USUAL_LIMIT;

  @Option(name = "--after", description = "上一页给出的游标 (cursor of the page before)")
  private @Nullable String after;

  @Override
  protected Answer run(Desk desk) {
    DeliveryState wanted = Inputs.constant("--state", DeliveryState.class, state);
    return DeliveryWords.page(
        desk, new DeliveryFilter(system, wanted, caseNumber, Inputs.limit(limit), after));
  }
}
