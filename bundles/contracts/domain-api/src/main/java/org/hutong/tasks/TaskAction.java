package org.hutong.tasks;

import java.util.Arrays;
import java.util.Optional;

/** What can be done to a task (R42). */
public enum TaskAction {
  /** 签收: the dispatcher takes it for the street. */
  ACCEPT("accept"),
  /** 派单, or 改派: the dispatcher gives it to a unit. */
  ASSIGN("assign"),
  /** 退回: a unit to the dispatcher, the dispatcher to the hub. */
  SEND_BACK("sendBack"),
  /** 反馈进展. */
  REPORT("report"),
  /** 转办件: a case came of it. */
  LINK("link"),
  /** 办结, with the result. */
  CLOSE("close"),
  /** 督办, by the hub or the dispatcher. */
  SUPERVISE("supervise"),
  /** 退回重办, by the hub: what was closed, or what the street had sent back. */
  REOPEN("reopen"),
  /** 撤销, by the hub. */
  WITHDRAW("withdraw"),
  /** 归档: after it, nothing of it is shown in clear. */
  ARCHIVE("archive");

  private final String wireName;

  TaskAction(String wireName) {
    this.wireName = wireName;
  }

  /** The name on REST, SOAP and console. */
  public String wireName() {
    return wireName;
  }

  /** The action of that name. */
  public static Optional<TaskAction> of(String wireName) {
    return Arrays.stream(values()).filter(a -> a.wireName.equals(wireName)).findFirst();
  }
}
