package org.hutong.gateway.console.internal.ledger;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.delivery.DeliveryFilter;
import org.hutong.delivery.DeliveryState;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.PagedCommand;
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
public final class DeliveriesCommand extends PagedCommand {
  @Option(name = "--system", description = "系统编号 (system)")
  @Completion(SystemNames.class)
  private @Nullable String system;

  @Option(name = "--state", description = "状态 (state)")
  @Completion(DeliveryStateNames.class)
  private @Nullable String state;

  @Option(name = "--case", description = "办件编号 (case number)")
  private @Nullable String caseNumber;

  @Override
  protected Answer run(Desk desk) {
    DeliveryState wanted = Inputs.constant("--state", DeliveryState.class, state);
    return DeliveryWords.page(
        desk, new DeliveryFilter(system, wanted, caseNumber, limit(), after()));
  }
}
