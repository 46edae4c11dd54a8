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

/** 重新发送一条分发: send a delivery again. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "replay", description = "重新发送一条分发 (send a delivery again)")
public final class ReplayCommand extends ConsoleCommand {
  @Argument(index = 0, name = "id", required = true, description = "分发编号 (delivery)")
  private String id;

  @Override
  protected Answer run(Desk desk) {
    return DeliveryWords.act(desk, id, Map.of("action", "replay"));
  }
}
