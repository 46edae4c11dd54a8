package org.hutong.core.casework;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.hutong.casework.Case.Gap;
import org.hutong.casework.Case.MaterialUse;
import org.hutong.casework.Case.Party;
import org.hutong.casework.Case.PartyKind;
import org.hutong.catalogue.Item;
import org.hutong.core.catalogue.GapCheck;
import org.hutong.kernel.CitizenId;

/** All that a case still misses: by its item's standard, and a guardian for a child. */
final class Gaps {
  // PIPL art. 31; privacy.md §7.
  private static final int CHILD_UNDER = 14;

  private final GapCheck check;

  Gaps(GapCheck check) {
    this.check = check;
  }

  List<Gap> of(Item item, Entry entry, LocalDate today) {
    List<Gap> standard = check.gaps(item, entry.body());
    if (entry.guardian() != null || !child(entry.subject(), today)) {
      return standard;
    }
    List<Gap> all = new ArrayList<>(standard);
    all.add(new Gap("GUARDIAN", "GUARDIAN", "/guardian", "申请人不满十四周岁，须填写监护人"));
    return all;
  }

  /** Required materials that were to follow (容缺受理) and have not come. */
  static List<Gap> deferred(Item item, Entry entry) {
    return item.materials().stream()
        .filter(Item.MaterialRule::required)
        .filter(rule -> entry.materials().stream().noneMatch(m -> isHere(m, rule.code())))
        .map(r -> new Gap(GapCheck.MATERIAL, r.code(), "/materials", "容缺材料尚未补齐：" + r.name()))
        .toList();
  }

  private static boolean isHere(MaterialUse use, String code) {
    return use.code().equals(code) && (use.id() != null || use.verifiedOriginal());
  }

  private static boolean child(Party subject, LocalDate today) {
    if (subject.kind() != PartyKind.PERSON
        || !PartyReader.RESIDENT_ID.equals(subject.idType())
        || subject.idNumber() == null) {
      return false;
    }
    LocalDate birth = new CitizenId(subject.idNumber()).birthDate();
    return Period.between(birth, today).getYears() < CHILD_UNDER;
  }
}
