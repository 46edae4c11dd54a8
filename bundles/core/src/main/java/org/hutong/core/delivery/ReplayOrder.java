package org.hutong.core.delivery;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.delivery.DeliveryState;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries a person sends again, checked.
 *
 * @param ids empty for a lane
 * @param system null for a selection by ids
 * @param createdBefore milliseconds; {@link Long#MAX_VALUE} for all
 * @param selection which ones a dry run showed; null where it was not named
 * @param expected how many a dry run showed; null where none was named
 * @param reason empty where none was given
 */
record ReplayOrder(
    List<String> ids,
    @Nullable String system,
    DeliveryState state,
    long createdBefore,
    boolean dryRun,
    @Nullable String selection,
    @Nullable Integer expected,
    String reason) {
  static final int MOST = 500;
  private static final int MOST_REASON = 200;
  private static final Set<String> FIELDS =
      Set.of(
          "ids", "system", "state", "createdBefore", "dryRun", "selection", "expected", "reason");

  /** Throws {@link Refused} with everything that is wrong. */
  static ReplayOrder read(Map<String, Object> body) {
    List<FieldError> errors = UnknownFields.of(body, FIELDS);
    List<String> ids = ids(body.get("ids"), errors);
    String system = text(body, "system", 40, errors);
    if (ids.isEmpty() == (system == null)) {
      errors.add(FieldError.of(ids.isEmpty() ? "/system" : "/ids", Code.FIELD_MISSING));
    }
    DeliveryState state = state(text(body, "state", 20, errors), errors);
    long before = before(text(body, "createdBefore", 40, errors), errors);
    Object dry = body.getOrDefault("dryRun", false);
    if (!(dry instanceof Boolean)) {
      errors.add(FieldError.of("/dryRun", Code.FIELD_TYPE));
    }
    Object expected = body.get("expected");
    if (expected != null && !(expected instanceof Number)) {
      errors.add(FieldError.of("/expected", Code.FIELD_TYPE));
    }
    boolean dryRun = Boolean.TRUE.equals(dry);
    String selection = text(body, "selection", 40, errors);
    if (system != null && !dryRun && expected == null && selection == null) {
      errors.add(FieldError.of("/selection", Code.FIELD_MISSING));
    }
    String reason = text(body, "reason", MOST_REASON, errors);
    if (!errors.isEmpty()) {
      throw Refused.fields(errors);
    }
    Integer count = expected == null ? null : ((Number) expected).intValue();
    return new ReplayOrder(
        ids, system, state, before, dryRun, selection, count, reason == null ? "" : reason);
  }

  private static List<String> ids(@Nullable Object value, List<FieldError> errors) {
    Set<String> ids = new LinkedHashSet<>();
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > MOST) {
      errors.add(FieldError.of("/ids", Code.FIELD_VALUE));
      return List.of();
    }
    for (Object id : list) {
      if (id instanceof String text && DeliveryId.parse(text).isPresent()) {
        ids.add(text);
      } else {
        errors.add(FieldError.of("/ids", Code.FIELD_VALUE));
      }
    }
    return List.copyOf(ids);
  }

  private static DeliveryState state(@Nullable String text, List<FieldError> errors) {
    if (text == null || text.equals(DeliveryState.QUARANTINED.name())) {
      return DeliveryState.QUARANTINED;
    }
    if (!text.equals(DeliveryState.ASSISTED.name())) {
      errors.add(FieldError.of("/state", Code.FIELD_VALUE));
    }
    return DeliveryState.ASSISTED;
  }

  private static long before(@Nullable String text, List<FieldError> errors) {
    if (text == null) {
      return Long.MAX_VALUE;
    }
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      errors.add(FieldError.of("/createdBefore", Code.FIELD_VALUE));
      return Long.MAX_VALUE;
    }
  }

  private static @Nullable String text(
      Map<String, Object> body, String field, int most, List<FieldError> errors) {
    Object value = body.get(field);
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      errors.add(FieldError.of("/" + field, Code.FIELD_TYPE));
      return null;
    }
    if (text.length() > most) {
      errors.add(FieldError.of("/" + field, Code.FIELD_TOO_LONG));
    }
    return text.strip();
  }
}
