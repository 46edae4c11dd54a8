package org.hutong.gateway.console.internal.street;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.systems.Upkeep;

/** 立即清理超过保存期限的数据: remove what is older than it is kept, now. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "retention-sweep",
    description = "立即清理超过保存期限的数据 (remove what is older than it is kept, now)")
public final class RetentionSweepCommand extends ConsoleCommand {
  @Option(
      name = "--give-back",
      description = "并把空间还给磁盘，期间写入等待 (also give the room back to the disk; writing waits)")
  private boolean giveBack;

  @Override
  protected Answer run(Desk desk) {
    Upkeep.Swept swept = desk.the(Upkeep.class).sweep(desk.caller(), giveBack);
    Facts facts = new Facts();
    swept.rows().forEach((what, rows) -> facts.fact(StorageCommand.name(what), rows + " 条"));
    facts.fact("还给磁盘", (swept.bytesGivenBack() >> 20) + " MiB");
    return Answer.of(swept, facts);
  }
}
