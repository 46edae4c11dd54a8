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

/** 重放一条隔离的数据: map a quarantined row anew. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "inbound-replay",
    description = "重放一条隔离的数据 (map a quarantined row anew)")
public final class InboundReplayCommand extends ConsoleCommand {
  @Argument(index = 0, name = "id", required = true, description = "隔离编号 (quarantined row)")
  private String id;

  @Override
  protected Answer run(Desk desk) {
    return InboundWords.act(desk, id, Map.of("action", "replay"));
  }
}
