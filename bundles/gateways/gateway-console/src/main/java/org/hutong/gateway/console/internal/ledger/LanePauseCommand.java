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

/** 暂停通道，受理不停: stop sending to a system; intake goes on. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "lane-pause",
    description = "暂停通道，受理不停 (stop sending to a system; intake goes on)")
public final class LanePauseCommand extends ConsoleCommand {
  @Argument(index = 0, name = "id", required = true, description = "系统编号 (system)")
  @Completion(SystemNames.class)
  private String id;

  @Argument(index = 1, name = "reason", required = true, description = "理由 (reason)")
  private String reason;

  @Override
  protected Answer run(Desk desk) {
    Lane lane = desk.the(Lanes.class).pause(desk.caller(), id, reason);
    return Answer.of(lane, "已暂停通道 " + lane.system() + "，受理不受影响");
  }
}
