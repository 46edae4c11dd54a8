package org.hutong.kernel;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A place by its code in a named scheme. One place has many codes, of which some change and some
 * contradict each other between lists: a code without its scheme says nothing, and neither is a
 * key.
 *
 * <p>In {@link #STAT_2022} (统计用区划代码, 2022) a code has 12 digits: six of the district, three of the
 * street, three of the community, 000 where the place is the street or district itself. Codes of
 * other schemes are not looked into. Error codes: {@code PLACE_FORMAT}, {@code PLACE_SCHEME},
 * {@code PLACE_CODE}.
 *
 * @param scheme 1 to 32 of {@code [a-z0-9-]}
 * @param code 1 to 40 ASCII letters, digits, dots, dashes, underscores or slashes
 */
public record Place(String scheme, String code) {
  /** The scheme of the 12-digit statistical codes of 2022. */
  public static final String STAT_2022 = "stat-2022";

  private static final Pattern SCHEME = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._/-]{1,40}");
  private static final Pattern STAT_CODE = Pattern.compile("[1-9][0-9]{11}");

  /** Accepts the canonical parts only. */
  public Place {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(code, "code");
    if (!SCHEME.matcher(scheme).matches()) {
      throw new InvalidValue("PLACE_SCHEME", "地点编码体系名称应为1至32位小写字母、数字或短横线。");
    }
    if (!CODE.matcher(code).matches()) {
      throw new InvalidValue("PLACE_CODE", "地点编码应为1至40位字母、数字或“.”“_”“/”“-”。");
    }
    if (scheme.equals(STAT_2022) && !STAT_CODE.matcher(code).matches()) {
      throw new InvalidValue("PLACE_CODE", "统计用区划代码应为12位数字。");
    }
  }

  /** Reads {@code scheme:code}. */
  public static Place parse(String text) {
    String half = Text.halfWidth(text);
    int colon = half.indexOf(':');
    if (colon < 0) {
      throw new InvalidValue("PLACE_FORMAT", "地点应写作“编码体系:编码”。");
    }
    return new Place(half.substring(0, colon), half.substring(colon + 1));
  }

  /** {@code scheme:code}, which {@link #parse} reads back. */
  public String text() {
    return scheme + ":" + code;
  }

  @Override
  public String toString() {
    return text();
  }
}
