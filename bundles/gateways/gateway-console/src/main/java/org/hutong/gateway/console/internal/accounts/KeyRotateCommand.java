package org.hutong.gateway.console.internal.accounts;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.access.Keys;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;

/** 轮换数据密钥: make a new data key; old data stay readable. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "key-rotate",
    description = "轮换数据密钥 (make a new data key; old data stay readable)")
public final class KeyRotateCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    Keys.KeyInfo key = desk.the(Keys.class).rotate(desk.caller());
    return Answer.of(key, "已启用新的数据密钥 " + key.alias() + "，原有数据仍可读取");
  }
}
