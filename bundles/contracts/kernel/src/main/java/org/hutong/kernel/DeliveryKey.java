package org.hutong.kernel;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What makes a delivery the same delivery, however often it is sent: the case, its revision, the
 * system and the operation. Its text is the idempotency key that adapters hand to a system that can
 * take one: printable ASCII, at most 100 characters, no personal data.
 *
 * <p>Error codes: {@code DELIVERY_KEY_FORMAT}, {@code SYSTEM_ID_FORMAT}.
 *
 * @param caseNumber 1 to 40 letters, digits and dashes, the first no dash; of our own cases the
 *     text of a {@link CaseNumber}
 * @param revision 1 for the first
 * @param system the value of a {@link SystemId}
 * @param operation what is asked
 */
public record DeliveryKey(String caseNumber, int revision, String system, Operation operation) {
  private static final Pattern CASE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,39}");
  private static final Pattern TEXT =
      Pattern.compile("([^/]+)/([1-9][0-9]{0,9})/([^/]+)/(CREATE|CORRECT|CANCEL|STATUS)");

  /** Accepts valid parts only. */
  public DeliveryKey {
    Objects.requireNonNull(caseNumber, "caseNumber");
    Objects.requireNonNull(operation, "operation");
    if (!CASE.matcher(caseNumber).matches() || revision < 1) {
      throw wrong();
    }
    new SystemId(system);
  }

  /** Reads {@code <case>/<revision>/<system>/<operation>}. */
  public static DeliveryKey parse(String text) {
    Matcher matcher = TEXT.matcher(Objects.requireNonNull(text, "text"));
    if (!matcher.matches()) {
      throw wrong();
    }
    long revision = Long.parseLong(matcher.group(2));
    if (revision > Integer.MAX_VALUE) {
      throw wrong();
    }
    return new DeliveryKey(
        matcher.group(1), (int) revision, matcher.group(3), Operation.valueOf(matcher.group(4)));
  }

  /**
   * {@code <case>/<revision>/<system>/<operation>}, such as {@code
   * 110102014-2016-0000001/1/djl/CREATE}; {@link #parse} reads it back.
   */
  public String text() {
    return caseNumber + "/" + revision + "/" + system + "/" + operation;
  }

  @Override
  public String toString() {
    return text();
  }

  private static InvalidValue wrong() {
    return new InvalidValue("DELIVERY_KEY_FORMAT", "分发标识应为“办件编号/修订/系统标识/操作”。");
  }
}
