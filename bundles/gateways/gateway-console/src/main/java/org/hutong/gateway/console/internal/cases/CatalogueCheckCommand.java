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

/** 检查事项目录文件，不作改动: check the catalogue files; changes nothing. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "catalogue-check",
    description = "检查事项目录文件，不作改动 (check the catalogue files; changes nothing)")
public final class CatalogueCheckCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    List<Catalogue.Finding> findings = desk.the(CatalogueAdmin.class).check(desk.caller());
    if (findings.isEmpty()) {
      return Answer.of(new Answer.Listing(findings, null), "目录文件没有问题");
    }
    Table table = ItemWords.findings(findings);
    return Answer.of(new Answer.Listing(findings, null), table.text())
        .failedIf(!findings.stream().allMatch(Catalogue.Finding::note));
  }
}
