package org.hutong.harness;

import java.util.Random;

/** Made-up persons: valid by their check digits, and nobody. */
public final class People {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String[] SURNAMES = {"赵", "钱", "孙", "李", "周", "吴", "郑", "王", "欧阳", "司马"};
  private static final String[] GIVEN = {"秀英", "建国", "丹", "志强", "䶮", "𬸚", "玉兰", "海涛", "小梅", "文"};

  private final Random random;

  /** The same seed gives the same persons. */
  public People(long seed) {
    this.random = new Random(seed);
  }

  /** One person. */
  public record Person(String name, String idNumber, String phone) {
    @Override
    public String toString() {
      return "Person[hidden]";
    }
  }

  /** The next one. */
  public synchronized Person next() {
    String birth =
        String.format(
            "%04d%02d%02d",
            1940 + random.nextInt(60), 1 + random.nextInt(12), 1 + random.nextInt(28));
    String body = "110102" + birth + String.format("%03d", random.nextInt(1000));
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += WEIGHTS[i] * (body.charAt(i) - '0');
    }
    return new Person(
        SURNAMES[random.nextInt(SURNAMES.length)] + GIVEN[random.nextInt(GIVEN.length)],
        body + "10X98765432".charAt(sum % 11),
        "139" + String.format("%08d", random.nextInt(100_000_000)));
  }
}
