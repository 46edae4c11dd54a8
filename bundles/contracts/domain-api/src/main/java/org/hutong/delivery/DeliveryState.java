package org.hutong.delivery;

/** The states of a delivery; contract.md, States. */
public enum DeliveryState {
  WAITING("待发"),
  SENDING("发送中"),
  DELIVERED("已送达"),
  AWAITING_RECEIPT("待回执"),
  RETRYING("待重试"),
  UNKNOWN("结果不明"),
  ASSISTED("人工录入"),
  QUARANTINED("已隔离"),
  SUPERSEDED("已被更正取代"),
  CANCELLED("已取消"),
  ABANDONED("已放弃");

  private final String zh;

  DeliveryState(String zh) {
    this.zh = zh;
  }

  /** The Chinese term. */
  public String zh() {
    return zh;
  }

  /** Whether nothing more will happen to it. */
  public boolean ended() {
    return this == DELIVERED || this == SUPERSEDED || this == CANCELLED || this == ABANDONED;
  }
}
