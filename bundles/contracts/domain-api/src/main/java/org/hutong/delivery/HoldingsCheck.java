package org.hutong.delivery;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What systems say that they hold of ours, beside what the ledger says was delivered to them
 * (清单核对): the second check, which trusts no receipt. It covers the cases that were first sent in
 * {@code [from, to)}, each as the ledger has it now.
 *
 * @param from first day
 * @param to the day after the last
 * @param at when it was made
 * @param agrees whether nothing differs in what could be compared
 * @param lines every system, also those that cannot list
 * @param differences at most 500 a system; the line counts all
 */
public record HoldingsCheck(
    String street,
    LocalDate from,
    LocalDate to,
    OffsetDateTime at,
    boolean agrees,
    List<Line> lines,
    List<Difference> differences) {

  /** Whether a system could be compared. */
  public enum Standing {
    COMPARED("已核对"),
    /** Its adapter, or its configuration, has no way to list. */
    CANNOT_LIST("不能列清单"),
    /** It lists, and did not now, or not whole; nothing of it was compared. */
    FAILED("未取得清单");

    private final String zh;

    Standing(String zh) {
      this.zh = zh;
    }

    /** The Chinese term. */
    public String zh() {
      return zh;
    }
  }

  /**
   * One system's line.
   *
   * @param why one Chinese sentence where it was not compared; null where it was
   * @param listed records in its list
   * @param compared cases that were compared
   * @param undecided cases under way, or sent so late that the list could not have them
   * @param differing differences, all of them
   */
  public record Line(
      String system,
      String systemName,
      Standing standing,
      @Nullable String why,
      long listed,
      long compared,
      long undecided,
      long differing) {}

  /** How the two differ. */
  public enum Kind {
    NOT_HELD("台账已送达，系统中没有"),
    NOT_DELIVERED("系统中有，台账没有送达"),
    HELD_TWICE("系统中有两条以上"),
    OTHER_REVISION("系统中是另一修订"),
    OTHER_RECEIPT("系统中的编号与回执不同"),
    CANCELLED_THERE("系统中已撤销，台账没有撤销"),
    NOT_CANCELLED("台账已撤销，系统中仍有效"),
    UNKNOWN_REFERENCE("来源编号不是本机给出的");

    private final String zh;

    Kind(String zh) {
      this.zh = zh;
    }

    /** The Chinese term. */
    public String zh() {
      return zh;
    }
  }

  /**
   * One case of which the two say different things.
   *
   * @param caseNumber null for {@link Kind#UNKNOWN_REFERENCE}, and, as the revisions, for a case
   *     that is not the caller's to know
   * @param revision the newest that the ledger says was delivered; null where it says none was
   * @param heldRevision what the system holds; null where it does not say, or holds nothing
   */
  public record Difference(
      String system,
      @Nullable String caseNumber,
      Kind kind,
      @Nullable Integer revision,
      @Nullable Integer heldRevision) {}
}
