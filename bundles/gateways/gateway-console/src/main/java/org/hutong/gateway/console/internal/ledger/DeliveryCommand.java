package org.hutong.gateway.console.internal.ledger;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.delivery.Deliveries;
import org.hutong.delivery.Delivery;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;

/** 查看一条分发: show one delivery with its attempts. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "delivery",
    description = "查看一条分发 (show one delivery with its attempts)")
public final class DeliveryCommand extends ConsoleCommand {
  @Argument(index = 0, name = "id", required = true, description = "分发编号 (delivery)")
  private String id;

  @Override
  protected Answer run(Desk desk) {
    Delivery delivery = desk.the(Deliveries.class).get(desk.caller(), id);
    return Answer.of(delivery, DeliveryWords.facts(delivery));
  }
}
