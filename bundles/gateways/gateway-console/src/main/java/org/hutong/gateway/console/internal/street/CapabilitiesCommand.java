package org.hutong.gateway.console.internal.street;

import java.util.TreeMap;
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

/** 查看本机能力: show what this appliance takes. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "capabilities",
    description = "查看本机能力 (show what this appliance takes)")
public final class CapabilitiesCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    Appliance.Capabilities c = desk.the(Appliance.class).capabilities(desk.caller());
    Table items = Table.of("体系", "事项", "版本");
    c.items().forEach(i -> items.row(i.scheme(), i.code(), i.version()));
    Table schemes = Table.of("体系", "名称", "事项数");
    c.schemes().forEach(s -> schemes.row(s.scheme(), s.name(), s.items()));
    Table purposes = Table.of("用途", "名称", "角色");
    c.purposes().forEach(p -> purposes.row(p.code(), p.name(), String.join(" ", p.roles())));
    Table limits = Table.of("限额", "值");
    new TreeMap<>(c.limits()).forEach(limits::row);
    return Answer.of(
        c,
        new Facts()
            .fact("街道", c.streetName())
            .fact("区划代码", c.street())
            .fact("版本", c.version())
            .fact("接口", String.join("、", c.contracts()))
            .section("事项 Items", items)
            .section("分类体系 Schemes", schemes)
            .section("用途 Purposes", purposes)
            .section("限额 Limits", limits));
  }
}
