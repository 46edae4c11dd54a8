package org.hutong.core.statistics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Cases of made-up persons over all items: the same number gives the same case. */
final class GeneratedCases {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨";
  private static final String GIVEN = "秀英建国丹志强玉兰海涛小梅文华军敏静磊洋艳勇";
  private static final List<String> CHANNELS =
      List.of("WINDOW", "STATION", "COMMUNITY", "STREET", "PHONE", "ONLINE");
  private static final int COMMUNITIES = 13;

  private final CountedStreet street;
  private final List<String> items;

  GeneratedCases(CountedStreet street) {
    this.street = street;
    this.items = List.copyOf(street.samples.keySet());
  }

  Map<String, Object> body(int n) {
    Random random = new Random(n);
    Map<String, Object> body = street.sample(items.get(n % items.size()));
    Map<String, Object> subject = CountedStreet.in(body, "subject");
    if ("PERSON".equals(subject.get("kind"))) {
      subject.put("name", name(n));
      subject.put("idNumber", idNumber(n));
      subject.put("phone", phone(n));
    }
    if ("PERSON".equals(subject.get("kind")) || subject.get("community") != null) {
      subject.put("community", community(random.nextInt(COMMUNITIES)));
    }
    body.put("channel", CHANNELS.get(random.nextInt(CHANNELS.size())));
    return body;
  }

  Map<String, Object> community(int which) {
    Map<String, Object> community = new LinkedHashMap<>();
    community.put("scheme", "stat-2022");
    community.put("code", String.format("110102014%03d", which + 1));
    return community;
  }

  String name(int n) {
    Random random = new Random(n * 31L);
    StringBuilder name = new StringBuilder();
    name.append(SURNAMES.charAt(random.nextInt(SURNAMES.length())));
    name.append(GIVEN.charAt(random.nextInt(GIVEN.length())));
    return name.append(GIVEN.charAt(random.nextInt(GIVEN.length()))).toString();
  }

  String phone(int n) {
    return "139" + String.format("%08d", n);
  }

  String idNumber(int n) {
    String body =
        String.format(
            "110102%04d%02d%02d%03d",
            1940 + n % 60, 1 + n / 60 % 12, 1 + n / 720 % 28, n / 20_160 % 1000);
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += WEIGHTS[i] * (body.charAt(i) - '0');
    }
    return body + "10X98765432".charAt(sum % 11);
  }
}
