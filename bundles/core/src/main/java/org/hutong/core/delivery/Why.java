package org.hutong.core.delivery;

/** The sentences that say why a delivery is not delivered. None holds what a system answered. */
final class Why {
  static final String QUEUED = "排队等待发送";
  static final String SENDING = "正在发送";
  static final String LATER = "系统要求稍后再试，将自动重试";
  static final String BUDGET = "该系统一时的重试已达限额，按时限依次重试";
  static final String NOT_SENT = "系统暂时无法连接，将自动重试";
  static final String UNKNOWN = "系统没有应答，结果不明，将自动查询";
  static final String INTERRUPTED = "发送途中曾停机，结果不明，将自动查询";
  static final String CANNOT_TELL = "结果不明，系统未能回答查询，将再次查询；也可由人工核对";
  static final String NEVER_TOLD = "结果不明且无法自动查明，请人工到该系统核对后确认回执或重新发送";
  static final String RESEND = "结果不明，该系统重复接收不会重复办理，将自动重发";
  static final String ABSENT = "已查明系统未收到，将自动重发";
  static final String PENDING = "系统已接收，等待回执";
  static final String NO_ANSWER = "系统已接收，但一直查不到回执，请人工到该系统核对后确认回执";
  static final String OUT_OF_ATTEMPTS = "已达重试次数上限，请人工处理";
  static final String UNMAPPED = "办件数据无法转换为该系统的格式，请检查映射后重新发送";
  static final String BY_HAND = "须由人工在该系统录入，录入后填写回执";
  static final String NO_CORRECTION = "该系统不接受自动更正，请人工在该系统更正后填写回执";
  static final String NO_CANCELLATION = "该系统不接受自动撤销，请人工在该系统撤销后填写回执";
  static final String NO_RECEIPT = "没有前一次的回执，无法自动更正或撤销，请人工在该系统处理";
  static final String SUPERSEDED = "已由更正后的版本取代";
  static final String OVERTAKEN = "较新的版本已由人工录入该系统，不再发送";
  static final String CANCELLED = "办件已撤回或终止，不再发送";
  static final String NEVER_HELD = "办件从未送达该系统，无须撤销";
  static final String ABANDONED = "已由负责人放弃";
  static final String REPLAYED = "已由人工重新排入，等待发送";
  static final String AFTER_ANOTHER = "等待同一办件的前一条分发先办结";
  static final String NOT_CONNECTED = "系统未接入，接入后自动发送";
  static final String SWAPPING = "接入插件正在更换，更换后自动发送";
  static final String MISCONFIGURED = "系统配置有误，更正后自动发送";
  static final String UNDEFINED = "没有该系统的配置，配置后自动发送";
  static final String DOWN = "系统暂不可用，正在试探恢复，恢复后自动发送";

  private Why() {}

  static String paused(String by, String reason) {
    return "通道已由 " + by + " 暂停：" + reason;
  }

  static String rejected(String code) {
    return code.isEmpty() ? "系统拒绝接收，请人工处理" : "系统拒绝接收（代码 " + code + "），请人工处理";
  }
}
