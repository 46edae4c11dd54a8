package org.hutong.gateway.console.internal.street;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.ConsoleCommand;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.OptionsAnywhere;
import org.hutong.gateway.console.internal.text.Facts;
import org.hutong.systems.Upkeep;

/** 查看磁盘空间与保存期限: show the room on the disk and how long what is kept. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
    scope = "hutong",
    name = "storage",
    description = "查看磁盘空间与保存期限 (show the room on the disk and how long what is kept)")
public final class StorageCommand extends ConsoleCommand {
  @Override
  protected Answer run(Desk desk) {
    Upkeep.Storage storage = desk.the(Upkeep.class).storage(desk.caller());
    Facts facts =
        new Facts()
            .fact("受理", storage.intakeOpen() ? "开放" : "磁盘空间不足，已暂停")
            .fact("剩余空间", mib(storage.freeBytes()))
            .fact("下限", mib(storage.floorBytes()))
            .fact("数据库", mib(storage.databaseBytes()));
    for (Upkeep.Kept kept : storage.kept()) {
      facts.fact(
          name(kept.what()),
          "已用 "
              + mib(kept.usedBytes())
              + "，保存 "
              + kept.days()
              + " 天"
              + (kept.mostBytes() == 0 ? "" : "，上限 " + mib(kept.mostBytes())));
    }
    return Answer.of(storage, facts);
  }

  private static String mib(long bytes) {
    return (bytes >> 20) + " MiB";
  }

  static String name(String what) {
    return switch (what) {
      case "payloads" -> "往来报文";
      case "changes" -> "变更流";
      case "audit" -> "审计记录";
      case "sheets" -> "人工录入单";
      case "exchanges" -> "最后一次往来原文";
      case "quarantine" -> "已了结的汇入隔离";
      case "tombstones" -> "来源已删除的数据";
      case "uploads" -> "未传完的材料";
      case "unlinked" -> "没有办件引用的材料";
      default -> what;
    };
  }
}
