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

/** 放弃一条分发: give up a delivery, by the owning officer. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "abandon",
    description = "放弃一条分发 (give up a delivery, by the owning officer)")
public final class AbandonCommand extends ConsoleCommand {
  @Argument(index = 0, name = "id", required = true, description = "分发编号 (delivery)")
  private String id;

  @Argument(index = 1, name = "reason", required = true, description = "理由 (reason)")
  private String reason;

  @Override
  protected Answer run(Desk desk) {
    return DeliveryWords.act(desk, id, Map.of("action", "abandon", "reason", reason));
  }
}
