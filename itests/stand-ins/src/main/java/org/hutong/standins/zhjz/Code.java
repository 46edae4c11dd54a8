package org.hutong.standins.zhjz;

import java.util.Arrays;

/** The business codes of SI-02, all answered within an HTTP 200. 示例(虚构). */
enum Code {
  DONE("JZ000", "成功"),
  REPEATED("JZ001", "流水号重复"),
  BAD_ID("JZ002", "身份证校验不通过"),
  NO_SUCH("JZ003", "无此受理单"),
  CANCELLED("JZ004", "受理单已撤销"),
  BUSY("JZ101", "系统忙,请稍后再试"),
  UNKNOWN("JZ900", "未知错误");

  private final String word;
  private final String message;

  Code(String word, String message) {
    this.word = word;
    this.message = message;
  }

  String word() {
    return word;
  }

  String message() {
    return message;
  }

  static Code of(String word) {
    return Arrays.stream(values()).filter(c -> c.word.equals(word)).findFirst().orElse(UNKNOWN);
  }
}
