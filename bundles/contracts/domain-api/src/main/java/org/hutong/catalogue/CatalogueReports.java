package org.hutong.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be said about the catalogue as a whole: how complete, whose, what changed. */
public interface CatalogueReports {
  /**
   * A row of the survey's draft (status 草案): it names an item and is no standard; no case can be
   * entered for it.
   *
   * @param category class code
   * @param wording the survey's own words
   * @param section the section that the survey names, or that its class suggests
   * @param sectionBasis {@code stated}, {@code stated (disputed)} or {@code inferred}
   * @param partOf the item of which it is only a step; null for an item
   * @param standard whether a standard of that code is loaded
   */
  record Draft(
      String code,
      String category,
      String name,
      String wording,
      String audience,
      String deliverable,
      String section,
      String sectionBasis,
      @Nullable String partOf,
      String note,
      boolean standard) {}

  /**
   * How far a class is filled. Nothing is invented: what is not named stays to be filled.
   *
   * @param declared the number the survey states
   * @param named items that have a name: rows of the draft that are no mere steps, and standards
   * @param standards items with a standard loaded
   * @param toFill declared less named, at least 0
   * @param surplus named less declared, at least 0: more phrases than the survey counts
   */
  record Fill(
      String category,
      String name,
      int declared,
      int named,
      int standards,
      int toFill,
      int surplus) {}

  /** Why an item stands in the list of owners. */
  enum Owners {
    /** 无责任单位: no unit is named with a document that says so. */
    NO_OWNER,
    /** 两个以上单位: one phrase or step names more than one unit. */
    TWO_OWNERS,
    /** 层级上没有这个单位: the unit of the step is not among the street's units of that level. */
    NOT_AT_LEVEL,
    /** 依据没有日期: the document that says so has no date. */
    UNDATED,
    /** 已有权责认定: a determination names another unit than the standard, which is to follow it. */
    DETERMINED
  }

  /**
   * An item or a step whose owner is not clear.
   *
   * @param step 0 where the item as a whole is meant
   * @param level the level that the step stands at: 社区, 街道, 区 or 市
   * @param says the words that say so
   */
  record Owner(String code, String name, int step, String level, Owners owners, String says) {}

  /** A deviation of the street's overlay, with the item it belongs to. */
  record Deviated(ItemRef item, String name, Item.Deviation deviation) {}

  /**
   * A link of the crosswalk.
   *
   * @param code an item's or a class's
   * @param share of the item's cases, against the shares of its other links
   * @param reviewer who reviewed it; null for a draft
   */
  record Linked(
      String scheme,
      String code,
      String name,
      String toScheme,
      String toCategory,
      String toName,
      int share,
      @Nullable String reviewer,
      @Nullable LocalDate reviewed) {}

  /** What a load would change now, by item and version. */
  record Diff(List<ItemRef> added, List<ItemRef> changed, List<ItemRef> retired) {
    /** Whether nothing would change. */
    public boolean isEmpty() {
      return added.isEmpty() && changed.isEmpty() && retired.isEmpty();
    }
  }

  /**
   * What is in force.
   *
   * @param digest SHA-256 over the files, in hexadecimal; the same files give the same digest
   * @param items items in force, without their older versions
   */
  record InForce(String digest, int items) {}

  /**
   * Something behind a wall (隔离事项): its cases are in no count for another section.
   *
   * @param code an item or a class of {@code survey-2016}
   * @param owner the section that it belongs to
   */
  record Wall(String code, String owner, String basis) {}

  /** Cases counted in a class of another scheme; the empty code holds what has no link. */
  record Counted(String category, String name, long cases) {}

  /** How what was stated stands beside what is loaded. */
  enum Verdict {
    /** 相符. */
    AGREES,
    /** 不符. */
    DIFFERS,
    /** 原文未说明: what is unnamed stays unnamed. */
    UNNAMED
  }

  /**
   * A line of the survey's figures recomputed.
   *
   * @param check I1–I20 of the requirements, section 0
   * @param declared what the survey states
   * @param loaded what the loaded files give
   */
  record SurveyLine(
      String check, String subject, String declared, String loaded, Verdict verdict) {}

  /** The rows of the draft, in the file's order. */
  List<Draft> drafts();

  /** Class by class. */
  List<Fill> fill();

  /** Steps and items whose owner is not clear at their level, standards and drafts. */
  List<Owner> owners();

  /** Where the street's overlay departs from the district's standards, by item. */
  List<Deviated> deviations();

  /** The links of the crosswalk, in the file's order. */
  List<Linked> links();

  /** What the files hold that is not in force, whether or not anything is wrong with them. */
  Diff diff();

  /** What is in force. */
  InForce inForce();

  /**
   * Cases by the classes of another scheme. An item linked to several classes is shared out by the
   * links' shares in whole cases, the remainder to the first: the total is that of {@code cases}.
   *
   * @param cases number of cases by item code of the scheme {@code survey-2016}
   */
  List<Counted> counted(String toScheme, Map<String, Long> cases);

  /** What lies behind a wall. */
  List<Wall> walls();

  /** Section 0 of the requirements from the loaded files. */
  List<SurveyLine> survey(LocalDate today);
}
