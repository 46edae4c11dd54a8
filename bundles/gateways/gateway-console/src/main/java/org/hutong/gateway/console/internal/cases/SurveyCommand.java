package org.hutong.gateway.console.internal.cases;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.catalogue.CatalogueReports;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Table;

/** 按已载入的文件重算调研数字: recompute the figures of the survey from the loaded files. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "survey",
    description = "按已载入的文件重算调研数字 (recompute the figures of the survey from the loaded files)")
public final class SurveyCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    LocalDate today = LocalDate.now(Clock.system(Inputs.BEIJING));
    List<CatalogueReports.SurveyLine> lines = desk.the(CatalogueReports.class).survey(today);
    Table table = Table.of("编号", "项目", "原文", "按文件", "结论");
    lines.forEach(
        l -> table.row(l.check(), l.subject(), l.declared(), l.loaded(), verdict(l.verdict())));
    return Answer.list(lines, table);
  }

  private static String verdict(CatalogueReports.Verdict verdict) {
    return switch (verdict) {
      case AGREES -> "相符";
      case DIFFERS -> "不符";
      case UNNAMED -> "原文未说明";
    };
  }
}
