package org.hutong.gateway.console.internal.street;

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
