package org.hutong.kernel;

/** Sex as coded by GB/T 2261.1 (人的性别代码). */
public enum Sex {
  /** 未知的性别. */
  UNKNOWN("0"),
  /** 男性. */
  MALE("1"),
  /** 女性. */
  FEMALE("2"),
  /** 未说明的性别. */
  UNSTATED("9");

  private final String code;

  Sex(String code) {
    this.code = code;
  }

  /** The one digit of GB/T 2261.1. */
  public String code() {
    return code;
  }
}
