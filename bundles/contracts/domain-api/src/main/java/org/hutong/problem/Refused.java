package org.hutong.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request is refused; nothing was stored. The one exception that crosses from the services to
 * their callers. Its message is the Chinese sentence and holds no personal data.
 */
public final class Refused extends RuntimeException {
  private static final int MOST_ERRORS = 100;

  private final Code code;
  private final transient List<FieldError> errors;
  private final transient List<String> allowedActions;
  private final transient @Nullable Duration retryAfter;

  private Refused(
      Code code,
      String detail,
      List<FieldError> errors,
      List<String> allowedActions,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(detail, cause, false, cause != null);
    this.code = code;
    this.errors = List.copyOf(errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
    this.allowedActions = List.copyOf(allowedActions);
    this.retryAfter = retryAfter;
  }

  /** With the code's own sentence. */
  public static Refused because(Code code) {
    return because(code, code.sentence());
  }

  /** With a sentence that says more than the code's own. */
  public static Refused because(Code code, String detail) {
    return new Refused(code, detail, List.of(), List.of(), null, null);
  }

  /** For what is wrong with single fields, all at once: the first {@value #MOST_ERRORS}. */
  public static Refused fields(List<FieldError> errors) {
    return new Refused(
        Code.INVALID_REQUEST, Code.INVALID_REQUEST.sentence(), errors, List.of(), null, null);
  }

  /** The same under another code, such as {@link Code#CASE_MATERIAL_MISSING}. */
  public static Refused fields(Code code, String detail, List<FieldError> errors) {
    return new Refused(code, detail, errors, List.of(), null, null);
  }

  /** For an action that the state does not allow. */
  public static Refused action(Code code, String detail, List<String> allowedActions) {
    return new Refused(code, detail, List.of(), allowedActions, null, null);
  }

  /** For what is worth trying again after a while. */
  public static Refused later(Code code, Duration retryAfter) {
    return new Refused(code, code.sentence(), List.of(), List.of(), retryAfter, null);
  }

  /** For a fault of our own; the cause is for the log, never for the caller. */
  public static Refused failed(Code code, Throwable cause) {
    return new Refused(code, code.sentence(), List.of(), List.of(), null, cause);
  }

  /** The stable code. */
  public Code code() {
    return code;
  }

  /** What is wrong with single fields, at most {@value #MOST_ERRORS}; may be empty. */
  public List<FieldError> errors() {
    return errors;
  }

  /** What would be allowed instead; empty where that does not apply. */
  public List<String> allowedActions() {
    return allowedActions;
  }

  /** When to try again. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
