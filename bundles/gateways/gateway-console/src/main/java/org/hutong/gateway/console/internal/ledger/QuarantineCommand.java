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
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.PagedCommand;
import org.hutong.gateway.console.internal.completion.SystemNames;
import org.jspecify.annotations.Nullable;

/** 列出已隔离的分发: list the deliveries that wait for a person. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "quarantine",
    description = "列出已隔离的分发 (list the deliveries that wait for a person)")
public final class QuarantineCommand extends PagedCommand {
  @Option(name = "--system", description = "系统编号 (system)")
  @Completion(SystemNames.class)
  private @Nullable String system;

  @Option(name = "--case", description = "办件编号 (case number)")
  private @Nullable String caseNumber;

  @Override
  protected Answer run(Desk desk) {
    return DeliveryWords.page(
        desk, new DeliveryFilter(system, DeliveryState.QUARANTINED, caseNumber, limit(), after()));
  }
}
