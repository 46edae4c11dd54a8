package org.hutong.casework;

/** The states of a step. A contested step never closes the case. */
public enum StepState {
  PENDING("未到"),
  ACTIVE("办理中"),
  SENT_BACK("退回"),
  CONTESTED("权责异议"),
  DONE("完成");

  private final String zh;

  StepState(String zh) {
    this.zh = zh;
  }

  /** The official Chinese term. */
  public String zh() {
    return zh;
  }
}
