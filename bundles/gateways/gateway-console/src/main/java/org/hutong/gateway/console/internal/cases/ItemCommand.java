package org.hutong.gateway.console.internal.cases;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.Item;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.ItemCodes;
import org.hutong.gateway.console.internal.completion.SchemeNames;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/** 查看一个事项的标准: show one item with its standard. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "item",
    description = "查看一个事项的标准 (show one item with its standard)")
public final class ItemCommand extends ConsoleCommand {
  @Argument(index = 0, name = "scheme", required = true, description = "体系 (scheme)")
  @Completion(SchemeNames.class)
  private String scheme;

  @Argument(index = 1, name = "code", required = true, description = "代码 (code)")
  @Completion(ItemCodes.class)
  private String code;

  @Override
  protected Answer run(Desk desk) {
    Item item =
        desk.the(Catalogue.class)
            .item(scheme, code)
            .orElseThrow(() -> Refused.because(Code.ITEM_NOT_FOUND));
    return Answer.of(item, ItemWords.facts(item));
  }
}
