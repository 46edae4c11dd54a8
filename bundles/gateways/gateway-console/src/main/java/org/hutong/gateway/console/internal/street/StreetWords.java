package org.hutong.gateway.console.internal.street;

import java.util.Comparator;
import java.util.List;
import org.hutong.gateway.console.internal.text.Standing;
import org.hutong.systems.Feed;
import org.hutong.systems.Module;
import org.hutong.systems.SystemInfo;

/** How systems and modules read. */
final class StreetWords {
  private StreetWords() {}

  static String health(SystemInfo.HealthState state) {
    return switch (state) {
      case UP -> "正常";
      case DOWN -> "不可用";
      case NOT_CONNECTED -> "未接入";
      case UNKNOWN -> "未知";
    };
  }

  /** The worst of a system's feeds. */
  static String feeds(List<Feed> feeds) {
    if (feeds.isEmpty()) {
      return "－";
    }
    if (feeds.stream().anyMatch(Feed::held)) {
      return "已停住";
    }
    Feed.Freshness worst =
        feeds.stream().map(Feed::freshness).max(Comparator.comparing(StreetWords::badness)).get();
    return Standing.freshness(worst);
  }

  private static int badness(Feed.Freshness freshness) {
    return switch (freshness) {
      case FRESH -> 0;
      case NEVER -> 1;
      case STALE -> 2;
      case SILENT -> 3;
    };
  }

  static String module(String state) {
    return switch (state) {
      case "RUNNING" -> "运行中";
      case "FAILED" -> "未能启动";
      case "BUILT_IN" -> "内置";
      default -> state;
    };
  }

  static String line(Module module) {
    return module.name() + " " + module.version() + "（" + module(module.state()) + "）";
  }
}
