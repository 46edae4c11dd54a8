package org.hutong.gateway.console.internal.ledger;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.delivery.Lane;
import org.hutong.delivery.Lanes;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.SystemNames;

/** 恢复通道: send to a system again. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "lane-resume", description = "恢复通道 (send to a system again)")
public final class LaneResumeCommand extends ConsoleCommand {
  @Argument(index = 0, name = "id", required = true, description = "系统编号 (system)")
  @Completion(SystemNames.class)
  private String id;

  @Argument(index = 1, name = "reason", description = "理由，可不填 (reason, may be left out)")
  private String reason = "";

  @Override
  protected Answer run(Desk desk) {
    Lane lane = desk.the(Lanes.class).resume(desk.caller(), id, reason);
    return Answer.of(lane, "已恢复通道 " + lane.system());
  }
}
