package org.hutong.casework;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.hutong.catalogue.ItemRef;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.Operation;
import org.hutong.kernel.Place;
import org.jspecify.annotations.Nullable;

/**
 * A case (办件) as one caller may see it: what the caller may not see is masked or left out.
 *
 * @param street the street's code in the scheme {@code stat-2022}
 * @param revision counts corrections of the data, from 1; part of every delivery's key
 * @param version counts every change; the ETag is this number
 * @param masked whether personal data are masked in this view
 * @param form the form as entered; a tree of maps, lists, strings, numbers, booleans and null
 * @param gaps what is missing, all at once; empty when complete
 * @param unit the unit that registered it
 * @param allowedActions what this caller may do now, as {@link Action#wireName()}
 */
public record Case(
    String street,
    String number,
    int revision,
    long version,
    CaseState state,
    ItemRef item,
    String itemName,
    boolean masked,
    Party subject,
    @Nullable Party agent,
    @Nullable Party guardian,
    Map<String, Object> form,
    List<MaterialUse> materials,
    List<Gap> gaps,
    String channel,
    @Nullable Origin origin,
    String note,
    String unit,
    OffsetDateTime registeredAt,
    OffsetDateTime changedAt,
    Due due,
    List<Step> steps,
    List<DeliveryLine> deliveries,
    List<Event> history,
    @Nullable Decision decision,
    @Nullable Evaluation evaluation,
    List<String> allowedActions) {

  /** The kinds of subject. */
  public enum PartyKind {
    PERSON,
    ORGANIZATION,
    PLACE,
    NONE
  }

  /**
   * Who or what a case is about, or who acts for them. Values are masked unless the view is not.
   *
   * @param idType {@code RESIDENT_ID}, {@code CREDIT_CODE}, {@code PASSPORT}, …
   */
  public record Party(
      PartyKind kind,
      @Nullable String name,
      @Nullable String idType,
      @Nullable String idNumber,
      @Nullable String phone,
      @Nullable String address,
      @Nullable Place community) {
    /** Hides everything. */
    @Override
    public String toString() {
      return "Party[" + kind + "]";
    }
  }

  /**
   * A material handed in.
   *
   * @param id of the upload; null when the original was only verified
   */
  public record MaterialUse(
      String code, @Nullable String id, boolean verifiedOriginal, boolean deferred) {}

  /** Something missing: {@code pointer} into the case body, a Chinese sentence. */
  public record Gap(String kind, String code, String pointer, String message) {}

  /** The system a case began in; it is not echoed there. */
  public record Origin(String system, String reference) {}

  /** The limit. {@code status}: NONE, RUNNING, SUSPENDED, CALENDAR_MISSING, MET, OVERDUE. */
  public record Due(@Nullable LocalDate due, String status, @Nullable String note) {}

  /** A step (环节). */
  public record Step(
      int no,
      String name,
      String unit,
      String level,
      @Nullable String basis,
      StepState state,
      @Nullable OffsetDateTime since) {}

  /** One delivery of this case, in short. */
  public record DeliveryLine(
      String id,
      String system,
      String systemName,
      int revision,
      Operation operation,
      DeliveryState state,
      @Nullable String receipt) {}

  /**
   * One line of the history.
   *
   * @param level whose unit it was: 社区, 街道, 区 or 市 (R10); null where the unit is in no list
   */
  public record Event(
      OffsetDateTime at,
      String what,
      @Nullable Integer step,
      String unit,
      String account,
      int revision,
      @Nullable String reason,
      @Nullable String basis,
      @Nullable String level) {
    /** As it is stored: the level is worked out when it is shown. */
    public Event(
        OffsetDateTime at,
        String what,
        @Nullable Integer step,
        String unit,
        String account,
        int revision,
        @Nullable String reason,
        @Nullable String basis) {
      this(at, what, step, unit, account, revision, reason, basis, null);
    }
  }

  /** The decision of a completed case: GRANTED 准予 or DENIED 不予批准, with its ground. */
  public record Decision(String result, String ground, @Nullable Map<String, Object> outcome) {}

  /**
   * 好差评.
   *
   * @param score 5 非常满意, 4 满意, 3 基本满意, 2 不满意, 1 非常不满意; 1 and 2 are bad (差评)
   */
  public record Evaluation(int score, @Nullable String comment, OffsetDateTime at) {
    private static final List<String> LEVELS = List.of("非常不满意", "不满意", "基本满意", "满意", "非常满意");

    /** The score in Chinese. */
    public String level() {
      return LEVELS.get(score - 1);
    }
  }

  /** What the applicant is told (办理进度): inner matters, such as a dispute, are 办理中. */
  public String progress() {
    return state.progress();
  }

  /** Hides everything but the number. */
  @Override
  public String toString() {
    return "Case[" + number + "]";
  }
}
