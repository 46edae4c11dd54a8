package org.hutong.gateway.console.internal.text;

import org.hutong.systems.Feed;

/** How limits and feeds stand, in the words a person reads. */
public final class Standing {
  private Standing() {}

  /** The status of a limit: of a case, a task or a dispute. */
  public static String limit(String status) {
    return switch (status) {
      case "NONE" -> "无时限";
      case "RUNNING" -> "计时中";
      case "SUSPENDED" -> "中止计时";
      case "CALENDAR_MISSING" -> "缺少日历";
      case "MET" -> "按期";
      case "LATE" -> "逾期认定";
      case "OVERDUE" -> "超期";
      default -> status;
    };
  }

  /** How fresh what a system gives is. */
  public static String freshness(Feed.Freshness freshness) {
    return switch (freshness) {
      case FRESH -> "新鲜";
      case STALE -> "旧";
      case SILENT -> "沉默";
      case NEVER -> "尚未来数";
    };
  }
}
