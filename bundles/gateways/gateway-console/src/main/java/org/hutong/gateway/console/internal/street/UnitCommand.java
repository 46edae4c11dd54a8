package org.hutong.gateway.console.internal.street;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.catalogue.Units;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Table;
import org.jspecify.annotations.Nullable;

/**
 * 查单位：街道、社区、站、科室: which street, community, station or section answers to a name or code on a day.
 */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "unit",
    description =
        "查单位：街道、社区、站、科室 (which street, community, station or section answers to a name or code on a day)")
public final class UnitCommand extends ConsoleCommand {
  @Argument(index = 0, name = "text", required = true, description = "名称、别名或编码 (name or code)")
  private String text;

  @Option(name = "--on", description = "日期 YYYY-MM-DD，默认今天 (day, today by default)")
  private @Nullable String on;

  @Override
  protected Answer run(Desk desk) {
    LocalDate day =
        on == null ? LocalDate.now(Clock.system(Inputs.BEIJING)) : Inputs.day("--on", on);
    Units units = desk.the(Units.class);
    List<Units.Unit> found = units.find(text, day);
    Table table = Table.of("编号", "层级", "名称", "上级", "编码", "别名", "当日受理单位");
    for (Units.Unit unit : found) {
      table.row(
          unit.id(),
          unit.level(),
          unit.name(),
          unit.parent(),
          String.join(" ", unit.codes().stream().map(c -> c.scheme() + ":" + c.code()).toList()),
          String.join("、", unit.aliases()),
          unit.kind() == Units.Kind.COMMUNITY
              ? units.serving(unit.id(), day).map(Units.Unit::name).orElse(null)
              : null);
    }
    return Answer.list(found, table);
  }
}
