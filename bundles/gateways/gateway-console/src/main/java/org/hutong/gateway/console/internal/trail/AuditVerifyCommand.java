package org.hutong.gateway.console.internal.trail;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.audit.Audit;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Facts;

/** 校验审计链: verify the chain of the audit trail. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "audit-verify",
    description = "校验审计链 (verify the chain of the audit trail)")
public final class AuditVerifyCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    Audit.Verification v = desk.the(Audit.class).verify(desk.caller());
    return Answer.of(
            v,
            new Facts()
                .fact("完整", v.holds())
                .fact("记录数", v.rows())
                .maybe("首个问题记录", v.firstBad())
                .fact("结论", v.finding()))
        .failedIf(!v.holds());
  }
}
