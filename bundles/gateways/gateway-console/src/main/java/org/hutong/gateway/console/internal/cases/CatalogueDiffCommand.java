package org.hutong.gateway.console.internal.cases;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.catalogue.CatalogueReports;
import org.hutong.catalogue.ItemRef;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Table;

/** 文件与在用目录的差别: what a load of the files would change. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "catalogue-diff",
    description = "文件与在用目录的差别 (what a load of the files would change)")
public final class CatalogueDiffCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    CatalogueReports.Diff diff = desk.the(CatalogueReports.class).diff();
    Table table = Table.of("变化", "体系", "代码", "版本");
    rows(table, "新增", diff.added());
    rows(table, "改动", diff.changed());
    rows(table, "撤下", diff.retired());
    return Answer.of(diff, diff.isEmpty() ? "文件与在用目录相同" : table.text());
  }

  private static void rows(Table table, String change, List<ItemRef> refs) {
    refs.forEach(r -> table.row(change, r.scheme(), r.code(), r.version()));
  }
}
