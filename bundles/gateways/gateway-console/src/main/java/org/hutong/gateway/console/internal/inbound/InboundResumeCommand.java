package org.hutong.gateway.console.internal.inbound;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.SystemNames;
import org.hutong.systems.Feed;
import org.hutong.systems.Inbound;

/** 恢复一个数据流: read a feed again. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "inbound-resume", description = "恢复一个数据流 (read a feed again)")
public final class InboundResumeCommand extends ConsoleCommand {
  @Argument(index = 0, name = "system", required = true, description = "系统编号 (system)")
  @Completion(SystemNames.class)
  private String system;

  @Argument(index = 1, name = "feed", required = true, description = "数据流 (feed)")
  private String feed;

  @Argument(index = 2, name = "reason", description = "理由，可省略 (reason, may be left out)")
  private String reason = "";

  @Override
  protected Answer run(Desk desk) {
    Feed f = desk.the(Inbound.class).resume(desk.caller(), system, feed, reason);
    return Answer.of(f, "已恢复 " + f.system() + " 的数据流 " + f.feed());
  }
}
