package org.hutong.gateway.console.internal.inbound;

import java.util.Map;
import org.hutong.gateway.console.internal.Answer;
import org.hutong.gateway.console.internal.Desk;
import org.hutong.gateway.console.internal.text.Standing;
import org.hutong.systems.Feed;
import org.hutong.systems.Inbound;
import org.hutong.systems.Quarantined;

/** How what comes in reads. */
final class InboundWords {
  private InboundWords() {}

  static String freshness(Feed feed) {
    if (feed.paused()) {
      return "已暂停";
    }
    if (feed.held()) {
      return feed.way() == Feed.Way.PUSHED ? "结构已变" : "已停住";
    }
    return Standing.freshness(feed.freshness());
  }

  static String way(Feed.Way way) {
    return switch (way) {
      case PULLED -> "取数";
      case PUSHED -> "推送";
      case ORDERED -> "按指令导入";
    };
  }

  static String state(Quarantined.State state) {
    return switch (state) {
      case OPEN -> "待处理";
      case REPLAYED -> "已重放";
      case SUPERSEDED -> "已被取代";
      case DISCARDED -> "已弃置";
    };
  }

  static String kind(String kind) {
    return switch (kind) {
      case "PERSON" -> "人";
      case "PLACE" -> "地";
      case "EVENT" -> "事";
      case "ORGANIZATION" -> "组织";
      default -> kind;
    };
  }

  /** Acts on a row of the quarantine. */
  static Answer act(Desk desk, String id, Map<String, Object> action) {
    Quarantined q = desk.the(Inbound.class).act(desk.caller(), id, desk.key(), action);
    String still = q.state() == Quarantined.State.OPEN ? "：" + q.reason() : "";
    return Answer.of(q, "隔离数据 " + q.id() + " 现为“" + state(q.state()) + "”" + still)
        .failedIf(!still.isEmpty());
  }
}
