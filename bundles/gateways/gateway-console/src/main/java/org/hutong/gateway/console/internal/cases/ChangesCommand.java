package org.hutong.gateway.console.internal.cases;

import java.time.Duration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.changes.ChangePage;
import org.hutong.changes.Changes;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Table;
import org.jspecify.annotations.Nullable;

/** 列出变更: list what changed since a cursor. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "changes",
    description = "列出变更 (list what changed since a cursor)")
public final class ChangesCommand extends ConsoleCommand {
  private static final int USUAL_LIMIT = 50;

  @Option(
      name = "--after",
      description = "上次给出的游标，不给则从头 (cursor given before; from the beginning without)")
  private @Nullable String after;

  @Option(name = "--limit", description = "最多条数，1 至 500，默认 50 (at most that many, 50 by default)")
  private int limit = USUAL_LIMIT;

  @Override
  protected Answer run(Desk desk) {
    ChangePage page =
        desk.the(Changes.class).after(desk.caller(), after, Inputs.limit(limit), Duration.ZERO);
    Table table = Table.of("游标", "种类", "编号", "修订", "变更", "时间");
    page.changes()
        .forEach(
            c -> table.row(c.cursor(), c.kind(), c.reference(), c.revision(), c.what(), c.at()));
    String next =
        (page.more() ? "\n还有 (more): --after " : "\n下次从此 (go on with): --after ") + page.next();
    return Answer.of(page, table.text() + next);
  }
}
