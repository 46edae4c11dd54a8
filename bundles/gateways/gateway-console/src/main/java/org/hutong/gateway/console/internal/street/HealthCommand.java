package org.hutong.gateway.console.internal.street;

import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.systems.Appliance;

/** 查看本机是否就绪、各项检查: whether this appliance takes cases, and all that is watched. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "health",
    description = "查看本机是否就绪及各项检查 (whether this appliance takes cases, and all that is watched)")
public final class HealthCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    Appliance appliance = desk.the(Appliance.class);
    Appliance.Readiness readiness = appliance.readiness();
    List<Appliance.Check> checks = appliance.health(desk.caller());
    Table table = Table.of("检查", "结果", "说明");
    checks.forEach(check -> table.row(check.name(), check.ok() ? "正常" : "异常", check.reason()));
    Facts facts =
        new Facts()
            .fact("就绪", readiness.ready())
            .fact("说明", readiness.reason())
            .section("检查 Checks", table);
    return Answer.of(Map.of("readiness", readiness, "checks", checks), facts)
        .failedIf(!readiness.ready() || !checks.stream().allMatch(Appliance.Check::ok));
  }
}
