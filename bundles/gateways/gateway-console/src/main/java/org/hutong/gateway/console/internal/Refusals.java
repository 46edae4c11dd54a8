package org.hutong.gateway.console.internal;

import java.util.List;
import org.hutong.gateway.console.internal.text.Words;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/** Says a refusal: the sentence with its code, then each field and what would be allowed. */
final class Refusals {
  /** A refusal as JSON. */
  record Problem(
      Code code,
      String detail,
      List<FieldError> errors,
      List<String> allowedActions,
      @Nullable Long retryAfterSeconds) {}

  private Refusals() {}

  static Answer answer(Refused refused) {
    Long retryAfter = refused.retryAfter().map(wait -> wait.toSeconds()).orElse(null);
    Problem problem =
        new Problem(
            refused.code(),
            refused.getMessage(),
            refused.errors(),
            refused.allowedActions(),
            retryAfter);
    return new Answer(problem, words(problem), true, refused.code().name());
  }

  private static String words(Problem problem) {
    StringBuilder text = new StringBuilder(Words.clean(problem.detail()));
    text.append("（").append(problem.code()).append("）");
    for (FieldError e : problem.errors()) {
      text.append("\n  ").append(Words.clean(e.pointer())).append("：");
      text.append(Words.clean(e.message())).append("（").append(e.code()).append("）");
    }
    if (!problem.allowedActions().isEmpty()) {
      text.append("\n  可执行的操作：").append(String.join("、", problem.allowedActions()));
    }
    if (problem.retryAfterSeconds() != null) {
      text.append("\n  请在 ").append(problem.retryAfterSeconds()).append(" 秒后再试");
    }
    return text.toString();
  }
}
