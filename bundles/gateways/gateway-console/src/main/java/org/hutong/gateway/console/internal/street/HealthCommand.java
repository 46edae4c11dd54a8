package org.hutong.gateway.console.internal.street;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.systems.Appliance;

/** 查看本机是否就绪: show whether this appliance takes cases. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "health",
    description = "查看本机是否就绪 (show whether this appliance takes cases)")
public final class HealthCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    Appliance.Readiness readiness = desk.the(Appliance.class).readiness();
    return Answer.of(
            readiness, new Facts().fact("就绪", readiness.ready()).fact("说明", readiness.reason()))
        .failedIf(!readiness.ready());
  }
}
