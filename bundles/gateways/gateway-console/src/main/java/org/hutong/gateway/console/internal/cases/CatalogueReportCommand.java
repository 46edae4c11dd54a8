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
        "各类事项待补数和责任单位不清的事项 (what is to be filled in each class, and items without an owner or with"
            + " two)")
public final class CatalogueReportCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    CatalogueReports reports = desk.the(CatalogueReports.class);
    List<CatalogueReports.Fill> fill = reports.fill();
    List<CatalogueReports.Owner> owners = reports.owners();
    List<CatalogueReports.Deviated> deviations = reports.deviations();
    List<CatalogueReports.Linked> links = reports.links();
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
    Table unclear = Table.of("事项", "名称", "环节", "层级", "问题", "原文");
    owners.forEach(
        o ->
            unclear.row(
                o.code(),
                o.name(),
                o.step() == 0 ? null : o.step(),
                o.level(),
                words(o.owners()),
                o.says()));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("inForce", reports.inForce());
    document.put("fill", fill);
    document.put("owners", owners);
    document.put("deviations", deviations);
    document.put("links", links);
    document.put("drafts", reports.drafts());
    int left = fill.stream().mapToInt(CatalogueReports.Fill::toFill).sum();
    Table own = Table.of("事项", "名称", "所在", "区级标准", "本街道", "依据");
    deviations.forEach(
        d ->
            own.row(
                d.item().code(),
                d.name(),
                d.deviation().path(),
                d.deviation().district(),
                d.deviation().street(),
                d.deviation().basis()));
    long reviewed = links.stream().filter(l -> l.reviewer() != null).count();
    return Answer.of(
        document,
        classes.text()
            + "\n合计待补 "
            + left
            + " 项\n\n责任单位不清\n"
            + unclear.text()
            + "\n街道细则与区级标准的不同\n"
            + own.text()
            + "\n分类对应关系 "
            + links.size()
            + " 条，其中已审核 "
            + reviewed
            + " 条");
  }

  private static String words(CatalogueReports.Owners owners) {
    return switch (owners) {
      case NO_OWNER -> "无责任单位";
      case TWO_OWNERS -> "两个以上单位";
      case NOT_AT_LEVEL -> "该层级没有此单位";
      case UNDATED -> "依据没有日期";
      case DETERMINED -> "已有权责认定";
    };
  }
}
