package org.hutong.gateway.console.internal.ledger;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.delivery.Deliveries;
import org.hutong.delivery.Delivery;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.PurposeNames;
import org.jspecify.annotations.Nullable;

/** 查看一条分发；不说明用途则隐去个人信息: show one delivery; without a purpose personal data are masked. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "delivery",
    description =
        "查看一条分发；不说明用途则隐去个人信息 (show one delivery; without a purpose personal data are masked)")
public final class DeliveryCommand extends ConsoleCommand {
  @Option(name = "--purpose", description = "用途代码 (purpose code)")
  @Completion(PurposeNames.class)
  private @Nullable String purpose;

  @Argument(index = 0, name = "id", required = true, description = "分发编号 (delivery)")
  private String id;

  @Override
  protected Answer run(Desk desk) {
    Delivery delivery = desk.the(Deliveries.class).get(desk.caller(), id, purpose);
    return Answer.of(delivery, DeliveryWords.facts(delivery));
  }
}
