package org.hutong.gateway.console.internal.cases;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.CatalogueAdmin;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Table;

/** 检查无误后启用事项目录文件: take the catalogue files into force if nothing is wrong with them. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "catalogue-load",
    description =
        "检查无误后启用事项目录文件 (take the catalogue files into force if nothing is wrong with them)")
public final class CatalogueLoadCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    List<Catalogue.Finding> findings = desk.the(CatalogueAdmin.class).load(desk.caller());
    if (findings.isEmpty()) {
      return Answer.of(new Answer.Listing(findings, null), "目录文件已启用");
    }
    Table table = ItemWords.findings(findings);
    boolean taken = findings.stream().allMatch(Catalogue.Finding::note);
    String words = table.text() + (taken ? "\n目录文件已启用" : "\n原目录继续有效");
    return Answer.of(new Answer.Listing(findings, null), words).failedIf(!taken);
  }
}
