package org.hutong.core.store;

import org.hutong.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * One act for the audit trail.
 *
 * @param whom a keyed reference to the person concerned, from {@link Vault#reference}
 */
public record AuditRow(
    String who,
    @Nullable String whom,
    String what,
    @Nullable String target,
    @Nullable String why,
    String from,
    String result) {
  private static final int MOST_WORD = 64;
  private static final int MOST_TARGET = 128;
  private static final int MOST_WHY = 500;

  /**
   * Cuts everything to what the trail holds as it is: a row that does not fit would fail what was
   * to be stored with it, and one that the database changes would look forged.
   */
  public AuditRow {
    who = cut(who, MOST_WORD);
    what = cut(what, MOST_WORD);
    target = target == null ? null : cut(target, MOST_TARGET);
    why = why == null ? null : cut(why, MOST_WHY);
    from = cut(from, MOST_WORD);
    result = cut(result, MOST_WORD);
  }

  private static String cut(String text, int most) {
    int end = Math.min(most, text.length());
    StringBuilder kept = new StringBuilder(end);
    for (int i = 0; i < end; i += Character.charCount(text.codePointAt(i))) {
      int sign = text.codePointAt(i);
      boolean whole = i + Character.charCount(sign) <= end;
      if (Character.isISOControl(sign) || Character.getType(sign) == Character.SURROGATE) {
        kept.append('?');
      } else if (whole) {
        kept.appendCodePoint(sign);
      }
    }
    // Derby takes blanks at the end off what is too long, and PostgreSQL does not.
    return kept.toString().stripTrailing();
  }

  /** An act that was carried out; for whom the caller acted stands behind the reason. */
  public static AuditRow done(
      Caller caller,
      String what,
      @Nullable String target,
      @Nullable String whom,
      @Nullable String why) {
    return new AuditRow(
        caller.account(), whom, what, target, why(caller, why), caller.from(), "ok");
  }

  /**
   * The same for a reason as a person typed it or a system said it: nobody needs the numbers in it,
   * and whose they are is not for the auditor (privacy.md §9).
   *
   * @param reason blank where none was given
   */
  public static AuditRow said(Caller caller, String what, String target, String reason) {
    return done(caller, what, target, null, reason.isBlank() ? null : LongNumbers.hidden(reason));
  }

  private static @Nullable String why(Caller caller, @Nullable String why) {
    if (caller.onBehalfOf() == null) {
      return why;
    }
    return (why == null ? "" : why + "；") + "代：" + caller.onBehalfOf();
  }
}
