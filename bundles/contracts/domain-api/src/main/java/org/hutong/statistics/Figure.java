package org.hutong.statistics;

import java.util.Arrays;
import java.util.Optional;

/** What is counted; each has its {@link Definition}. */
public enum Figure {
  REGISTERED("registered", "登记件数"),
  ACCEPTED("accepted", "受理件数"),
  COMPLETED("completed", "办结件数"),
  GRANTED("granted", "准予件数"),
  DENIED("denied", "不予批准件数"),
  ON_TIME("onTime", "按时办结件数"),
  OVERDUE("overdue", "超期办结件数"),
  NOT_ACCEPTED("notAccepted", "不予受理件数"),
  WITHDRAWN("withdrawn", "撤回件数"),
  TERMINATED("terminated", "终止件数");

  private final String wireName;
  private final String zh;

  Figure(String wireName, String zh) {
    this.wireName = wireName;
    this.zh = zh;
  }

  /** The name on REST, SOAP and console. */
  public String wireName() {
    return wireName;
  }

  /** The name a person reads. */
  public String zh() {
    return zh;
  }

  /** The figure of that name. */
  public static Optional<Figure> of(String wireName) {
    return Arrays.stream(values()).filter(f -> f.wireName.equals(wireName)).findFirst();
  }
}
