package org.hutong.gateway.console.internal.accounts;

import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Accounts;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.AccountNames;

/** 解除客户端证书的绑定: end the binding of a client certificate. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "certificate-remove",
    description = "解除客户端证书的绑定 (end the binding of a client certificate)")
public final class CertificateRemoveCommand extends ConsoleCommand {
  @Argument(index = 0, name = "account", required = true, description = "账户名 (account)")
  @Completion(AccountNames.class)
  private String account;

  @Argument(
      index = 1,
      name = "certificate",
      required = true,
      description = "SHA-256 指纹或主体名称 (SHA-256 fingerprint, or the subject's name)")
  private String certificate;

  @Override
  protected Answer run(Desk desk) {
    Accounts accounts = desk.the(Accounts.class);
    accounts.unbindCertificate(desk.caller(), account, certificate);
    List<String> bound = accounts.certificates(desk.caller(), account);
    return Answer.of(Map.of("account", account, "certificates", bound), "已解除证书绑定，账户 " + account);
  }
}
