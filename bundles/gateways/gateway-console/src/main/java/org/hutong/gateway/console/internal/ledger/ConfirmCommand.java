package org.hutong.gateway.console.internal.ledger;

import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;

/** 以系统中查到的回执确认分发: confirm a delivery by the receipt read in the system. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "confirm",
    description = "以系统中查到的回执确认分发 (confirm a delivery by the receipt read in the system)")
public final class ConfirmCommand extends ConsoleCommand {
  @Argument(index = 0, name = "id", required = true, description = "分发编号 (delivery)")
  private String id;

  @Argument(index = 1, name = "receipt", required = true, description = "回执 (receipt)")
  private String receipt;

  @Override
  protected Answer run(Desk desk) {
    return DeliveryWords.act(desk, id, Map.of("action", "confirm", "receipt", receipt));
  }
}
