package org.hutong.statistics;

import java.util.Arrays;
import java.util.Optional;

/** What cases are counted by; each has its {@link Definition}. */
public enum By {
  ITEM("item", "事项"),
  CLASS("class", "分类"),
  COMMUNITY("community", "社区"),
  AUDIENCE("audience", "服务对象"),
  CHANNEL("channel", "渠道"),
  MONTH("month", "月份");

  private final String wireName;
  private final String zh;

  By(String wireName, String zh) {
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

  /** The one of that name. */
  public static Optional<By> of(String wireName) {
    return Arrays.stream(values()).filter(b -> b.wireName.equals(wireName)).findFirst();
  }
}
