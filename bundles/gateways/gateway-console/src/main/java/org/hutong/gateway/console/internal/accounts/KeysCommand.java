package org.hutong.gateway.console.internal.accounts;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Keys;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Table;

/** 列出密钥: list keys, never their bits. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "hutong", name = "keys", description = "列出密钥 (list keys, never their bits)")
public final class KeysCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    List<Keys.KeyInfo> keys = desk.the(Keys.class).list(desk.caller());
    Table table = Table.of("别名", "用途", "当前使用", "生成时间");
    keys.forEach(k -> table.row(k.alias(), k.purpose(), k.current(), k.createdAt()));
    return Answer.list(keys, table);
  }
}
