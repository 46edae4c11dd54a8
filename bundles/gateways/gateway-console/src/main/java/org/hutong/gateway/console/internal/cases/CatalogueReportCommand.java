package org.hutong.gateway.console.internal.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.catalogue.CatalogueReports;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Table;

/**
 * 各类事项待补数和责任单位不清的事项: what is to be filled in each class, and items without an owner or with two.
 */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "catalogue-report",
    description =
        "各类事项待补数和责任单位不清的事项 (what is to be filled in each class, and items without an owner or with two)")
public final class CatalogueReportCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    CatalogueReports reports = desk.the(CatalogueReports.class);
    List<CatalogueReports.Fill> fill = reports.fill();
    List<CatalogueReports.Owner> owners = reports.owners();
    Table classes = Table.of("类别", "名称", "原文项数", "有名称", "有标准", "待补", "多出");
    fill.forEach(
        f ->
            classes.row(
                f.category(),
                f.name(),
                f.declared(),
                f.named(),
                f.standards(),
                f.toFill(),
                f.surplus()));
    Table unclear = Table.of("事项", "名称", "环节", "问题", "原文");
    owners.forEach(
        o ->
            unclear.row(
                o.code(),
                o.name(),
                o.step() == 0 ? null : o.step(),
                o.owners() == CatalogueReports.Owners.NO_OWNER ? "无责任单位" : "两个以上单位",
                o.says()));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("inForce", reports.inForce());
    document.put("fill", fill);
    document.put("owners", owners);
    document.put("drafts", reports.drafts());
    int left = fill.stream().mapToInt(CatalogueReports.Fill::toFill).sum();
    return Answer.of(
        document, classes.text() + "\n合计待补 " + left + " 项\n\n责任单位不清\n" + unclear.text());
  }
}
