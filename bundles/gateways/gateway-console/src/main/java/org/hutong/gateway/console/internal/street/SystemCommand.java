package org.hutong.gateway.console.internal.street;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.completion.SystemNames;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.systems.SystemInfo;
import org.hutong.systems.SystemRegistration;
import org.hutong.systems.Systems;

/** 查看一个业务系统，并即时检查: show one system, asked for its health now. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "system",
    description = "查看一个业务系统，并即时检查 (show one system, asked for its health now)")
public final class SystemCommand extends ConsoleCommand {
  @Argument(index = 0, name = "id", required = true, description = "系统编号 (system)")
  @Completion(SystemNames.class)
  private String id;

  @Override
  protected Answer run(Desk desk) {
    SystemInfo s = desk.the(Systems.class).get(desk.caller(), id);
    Facts facts =
        new Facts()
            .fact("系统", s.id())
            .fact("名称", s.name())
            .fact("别名", String.join("、", s.aliases()))
            .fact("主管", s.owner())
            .fact("层级", s.level())
            .fact("接入深度", s.depth())
            .fact("技术", s.technology())
            .fact("接入插件", s.adapterVersion())
            .fact("状态", StreetWords.health(s.health()))
            .fact("说明", s.healthDetail())
            .fact("最近成功", s.lastSuccess())
            .fact("通道", s.paused() ? "已暂停" : "开通");
    SystemRegistration r = s.register();
    facts
        .fact("颜色", r.light().shown())
        .fact("类别", r.serviceClass())
        .fact("建设", r.builderLevel() == null ? null : r.builderLevel() + " " + r.builder())
        .fact("可对接", r.connectable())
        .fact("接口", r.interfaceKind())
        .fact("科室", r.section())
        .fact("联系人", r.contact())
        .fact("节律", r.rhythmHours() + " 小时")
        .fact("调研编号", String.join("、", r.survey()));
    r.usage()
        .forEach(
            u -> facts.fact("使用", u.street() + " " + (u.depth() == null ? "深度未说明" : u.depth())));
    s.feeds()
        .forEach(
            f ->
                facts.fact(
                    "数据流 " + f.feed(), f.rows() + " 行，最近 " + f.lastRow() + "：" + f.detail()));
    s.configurationErrors().forEach(e -> facts.fact("配置问题", e));
    return Answer.of(s, facts);
  }
}
