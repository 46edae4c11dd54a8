package org.hutong.gateway.console.internal.accounts;

import java.nio.file.Path;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.hutong.access.Keys;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.Inputs;
import org.hutong.gateway.console.internal.OptionsAnywhere;

/** 装入签发的证书链: take the issued certificate chain. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "key-install",
    description = "装入签发的证书链 (take the issued certificate chain)")
public final class KeyInstallCommand extends ConsoleCommand {
  @Argument(
      index = 0,
      name = "chain.pem",
      required = true,
      description = "PEM 证书链的完整路径 (full path of the chain, PEM)")
  @Completion(FileCompleter.class)
  private String chain;

  @Override
  protected Answer run(Desk desk) {
    Path file = Inputs.file("chain.pem", chain);
    desk.the(Keys.class).installCertificate(desk.caller(), file);
    return Answer.of(Map.of("installed", file.toString()), "证书已装入，重新启动后生效");
  }
}
