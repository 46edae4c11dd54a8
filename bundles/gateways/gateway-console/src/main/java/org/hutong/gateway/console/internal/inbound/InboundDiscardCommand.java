package org.hutong.gateway.console.internal.inbound;

import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;

/** 弃置一条隔离的数据: give up a quarantined row. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "inbound-discard",
    description = "弃置一条隔离的数据 (give up a quarantined row)")
public final class InboundDiscardCommand extends ConsoleCommand {
  @Argument(index = 0, name = "id", required = true, description = "隔离编号 (quarantined row)")
  private String id;

  @Argument(index = 1, name = "reason", required = true, description = "理由 (reason)")
  private String reason;

  @Override
  protected Answer run(Desk desk) {
    return InboundWords.act(desk, id, Map.of("action", "discard", "reason", reason));
  }
}
