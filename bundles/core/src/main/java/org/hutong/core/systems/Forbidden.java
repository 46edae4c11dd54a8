package org.hutong.core.systems;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Fields that are never stored, whatever a declaration says (privacy.md §5): ethnicity, political
 * status, religion, special groups, petitioning.
 */
public final class Forbidden {
  private static final List<String> WORDS =
      List.of("民族", "政治面貌", "宗教", "特殊人群", "信访", "上访", "族别", "党派");
  private static final Set<String> NAMES =
      Set.of(
          "mz",
          "minzu",
          "zzmm",
          "zjxy",
          "tsrq",
          "ethnic",
          "ethnicity",
          "ethnicgroup",
          "politicalstatus",
          "politicalaffiliation",
          "religion",
          "religiousbelief",
          "specialgroup",
          "specialgroups",
          "petitioning");

  private Forbidden() {}

  /** Whether a column or field of this name, or of this dotted path, is never stored. */
  public static boolean is(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    String plain = last.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    return NAMES.contains(plain) || WORDS.stream().anyMatch(last::contains);
  }
}
