package org.hutong.kernel;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How personal data are shown to those who may not see them, by type (R60). Masking never fails:
 * what is not recognised is hidden altogether, since a legacy value may be anything.
 */
public final class Masks {
  /** What stands for a value that is hidden altogether. */
  public static final String HIDDEN = "***";

  // The common ones of 百家姓 and the census; a rarer one is shown as its first character.
  private static final Set<String> DOUBLE_SURNAMES =
      Set.of(
          "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "慕容", "司徒", "司空", "夏侯", "闻人", "宇文",
          "长孙", "鲜于", "闾丘", "南宫", "端木", "百里", "呼延", "东郭", "赫连", "独孤", "轩辕", "澹台", "公冶", "宗政", "濮阳",
          "淳于", "单于", "太叔", "申屠", "钟离", "西门", "公羊", "万俟", "拓跋", "完颜", "纳兰", "第五", "歐陽", "司馬", "諸葛",
          "尉遲", "公孫", "聞人", "長孫", "鮮于", "閭丘", "南宮", "東方", "東郭", "赫連", "獨孤");

  // A number, unless it belongs to a community's name: 黄寺大街24号社区.
  private static final Pattern HOUSE_NUMBER =
      Pattern.compile("(?:[0-9０-９]+|[〇零一二三四五六七八九十百千]+(?=[号號]))(?![0-9０-９]|[号號]社区)");
  private static final Pattern COMMUNITY = Pattern.compile("^.*?社区");
  private static final Pattern ROAD = Pattern.compile("^.*?(?:路|大街|街(?!道)|胡同|巷)");
  private static final Pattern AREA = Pattern.compile("^.*(?:街道|里|条|区|镇|乡|村)");

  private Masks() {}

  /**
   * A name: the first character, or a known double surname, and a star for each hidden code point,
   * two at most, so that the length of a long name says nothing of its bearer. A name of one
   * character is hidden: {@code 张三 → 张*}, {@code 欧阳娜娜 → 欧阳**}, {@code 阿依古丽·买买提 → 阿**}.
   */
  public static String name(String name) {
    String trimmed = name.strip();
    int length = Text.codePoints(trimmed);
    if (length < 2) {
      return HIDDEN;
    }
    int shown = length > 2 && DOUBLE_SURNAMES.contains(trimmed.substring(0, 2)) ? 2 : 1;
    String head = trimmed.substring(0, trimmed.offsetByCodePoints(0, shown));
    return head + "*".repeat(Math.min(2, length - shown));
  }

  /** An identity number: of 18 characters the first six and last four; of any other, none. */
  public static String citizenId(String number) {
    return number.length() == 18
        ? number.substring(0, 6) + "********" + number.substring(14)
        : HIDDEN;
  }

  /** Another identity paper (passport, permit): its last two characters, of six or more. */
  public static String paper(String number) {
    return number.length() < 6 ? HIDDEN : HIDDEN + number.substring(number.length() - 2);
  }

  /** A bank account: its last four digits, of twelve or more. */
  public static String account(String number) {
    return number.length() < 12 ? HIDDEN : HIDDEN + number.substring(number.length() - 4);
  }

  /**
   * A telephone number: mobile {@code 138****0000}, landline {@code 010-****0000} without its
   * extension; what is no number is hidden.
   */
  public static String phone(String number) {
    String canonical;
    try {
      canonical = PhoneNumber.parse(number).number();
    } catch (InvalidValue e) {
      return HIDDEN;
    }
    if (canonical.indexOf('-') < 0 && canonical.length() >= 10) {
      return canonical.substring(0, 3) + "****" + canonical.substring(canonical.length() - 4);
    }
    boolean hasArea = canonical.startsWith("0");
    String area = hasArea ? canonical.substring(0, canonical.indexOf('-') + 1) : "";
    String local = canonical.substring(area.length()).split("-", 2)[0];
    return area + "****" + local.substring(local.length() - 4);
  }

  /**
   * An address: to the community where it is named before any number, else to the first road or
   * hutong, else to the last area before a number; where none is recognised, nothing. {@code
   * 东经路12号院3-2-301 → 东经路***}, {@code 黄寺大街24号社区5号楼 → 黄寺大街24号社区***}.
   */
  public static String address(String address) {
    Matcher number = HOUSE_NUMBER.matcher(address);
    String head = number.find() ? address.substring(0, number.start()) : address;
    for (Pattern part : new Pattern[] {COMMUNITY, ROAD, AREA}) {
      Matcher matcher = part.matcher(head);
      if (matcher.find()) {
        return matcher.group() + HIDDEN;
      }
    }
    return HIDDEN;
  }
}
