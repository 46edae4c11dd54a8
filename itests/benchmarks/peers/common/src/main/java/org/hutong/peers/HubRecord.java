package org.hutong.peers;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** What a target takes: the stand-in's 行政服务 record. */
public final class HubRecord {
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneId.of("Asia/Shanghai"));

  private HubRecord() {}

  /** The record as JSON. */
  public static String json(String number, String item, long atMillis) {
    return "{\"jlbh\":\"%s\",\"sxbm\":\"%s\",\"bb\":\"1\",\"fwdx\":\"个人\",\"slsj\":\"%s\",\"ly_street\":\"110102014\"}"
        .formatted(number, item, INSTANT.format(Instant.ofEpochMilli(atMillis)));
  }
}
