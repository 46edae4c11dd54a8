package org.hutong.gateway.console.internal.cases;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.Item;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Table;
import org.jspecify.annotations.Nullable;

/** 列出在用事项: list the items in force. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "items", description = "列出在用事项 (list the items in force)")
public final class ItemsCommand extends ConsoleCommand {
  @Argument(index = 0, name = "text", description = "名称或常用说法 (name, or a common word for it)")
  private @Nullable String text;

  @Override
  protected Answer run(Desk desk) {
    List<Item> items = desk.the(Catalogue.class).find(text, null, null);
    Table table = Table.of("体系", "代码", "版本", "名称", "类别", "法定状态", "承诺时限");
    for (Item i : items) {
      table.row(
          i.ref().scheme(),
          i.ref().code(),
          i.ref().version(),
          i.name(),
          i.categoryName(),
          ItemWords.status(i.legal().status()),
          i.promisedLimit() == null ? null : i.promisedLimit().chinese());
    }
    return Answer.list(items, table);
  }
}
