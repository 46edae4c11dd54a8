package org.hutong.casework;

/** The states of a case; {@link #zh()} is what a person reads. */
public enum CaseState {
  REGISTERED("登记"),
  ACCEPTED("受理"),
  IN_PROGRESS("办理中"),
  COMPLETED("办结"),
  ARCHIVED("归档"),
  CORRECTION_REQUIRED("补正"),
  NOT_ACCEPTED("不予受理"),
  SUSPENDED("中止计时"),
  WITHDRAWN("撤回申请"),
  TERMINATED("终止办理");

  private final String zh;

  CaseState(String zh) {
    this.zh = zh;
  }

  /** What the applicant is told: 受理 and 办理中 alike are 办理中, whatever goes on inside. */
  public String progress() {
    return this == ACCEPTED ? IN_PROGRESS.zh : zh;
  }

  /** The official Chinese term. */
  public String zh() {
    return zh;
  }
}
