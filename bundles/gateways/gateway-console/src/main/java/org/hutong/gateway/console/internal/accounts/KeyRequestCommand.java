package org.hutong.gateway.console.internal.accounts;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Keys;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.jspecify.annotations.Nullable;

/** 生成 HTTPS 密钥和证书请求: make a key for HTTPS and a certificate request. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "key-request",
    description = "生成 HTTPS 密钥和证书请求 (make a key for HTTPS and a certificate request)")
public final class KeyRequestCommand extends ConsoleCommand {
  @Option(
      name = "--name",
      multiValued = true,
      description = "其他名称或地址，可多次给出 (alternative name or address, may be repeated)")
  private @Nullable List<String> names;

  @Argument(index = 0, name = "common-name", required = true, description = "证书的通用名称 (common name)")
  private String commonName;

  @Override
  protected Answer run(Desk desk) {
    Path request =
        desk.the(Keys.class)
            .requestCertificate(desk.caller(), commonName, names == null ? List.of() : names);
    return Answer.of(
        Map.of("request", request.toString()), "密钥已生成，证书请求在 " + request + "；重新启动后 HTTPS 以自签名证书开通");
  }
}
