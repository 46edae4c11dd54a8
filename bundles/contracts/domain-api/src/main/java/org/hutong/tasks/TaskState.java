package org.hutong.tasks;

/** The states of a task; {@link #zh()} is what a person reads. */
public enum TaskState {
  /** The hub gave it; the street has not answered. */
  ISSUED("已下达"),
  /** The street took it; no unit works on it yet. */
  ACCEPTED("已签收"),
  ASSIGNED("已派单"),
  IN_PROGRESS("办理中"),
  /** The street says that it is done. */
  CLOSED("已办结"),
  /** The street did not take it; the hub gives it again or withdraws it. */
  RETURNED("已退回"),
  WITHDRAWN("已撤销"),
  ARCHIVED("已归档");

  private final String zh;

  TaskState(String zh) {
    this.zh = zh;
  }

  /** The term of the field. */
  public String zh() {
    return zh;
  }
}
