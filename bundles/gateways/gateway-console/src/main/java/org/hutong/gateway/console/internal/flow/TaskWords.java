package org.hutong.gateway.console.internal.flow;

import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.gateway.console.internal.text.Standing;
import org.hutong.gateway.console.internal.text.Table;
import org.hutong.gateway.console.internal.text.Words;
import org.hutong.tasks.Task;

/** How a task reads. */
final class TaskWords {
  private TaskWords() {}

  static String due(Task.Due due) {
    String status = Standing.limit(due.status());
    return due.due() == null ? status : Words.of(due.due()) + " " + status;
  }

  static Facts facts(Task t) {
    Table history = Table.of("时间", "事件", "单位", "账户", "内容");
    t.history().forEach(e -> history.row(e.at(), e.what(), e.unit(), e.account(), e.words()));
    return new Facts()
        .fact("任务", t.id())
        .fact("区平台编号", t.reference())
        .fact("来源", t.source().zh())
        .fact("级别", t.level())
        .fact("状态", t.state().zh() + " " + t.state())
        .fact("版本", t.version())
        .fact("已隐去文字", t.masked())
        .fact("内容", t.content())
        .maybe("地点", t.place() == null ? null : t.place().text())
        .maybe("要求反馈", t.feedback())
        .fact("期限", due(t.due()))
        .fact("下达单位", t.issuedBy())
        .fact("下达时间", t.issuedAt())
        .fact("承办单位", t.unit())
        .fact("督办次数", t.supervisions())
        .maybe("结果", t.result())
        .fact("办件", String.join("、", t.cases()))
        .fact("可执行的操作", String.join("、", t.allowedActions()))
        .section("经过 History", history);
  }
}
