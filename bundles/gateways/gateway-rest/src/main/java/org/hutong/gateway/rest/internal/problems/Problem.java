package org.hutong.gateway.rest.internal.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.hutong.gateway.rest.internal.json.Json;
import org.hutong.problem.Code;
import org.hutong.problem.FieldError;
import org.hutong.problem.Kind;
import org.hutong.problem.Refused;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as {@code application/problem+json} (RFC 9457).
 *
 * @param title the code's own sentence
 * @param detail a Chinese sentence that may say more
 * @param incident for {@code INTERNAL_ERROR}: the number under which the log has it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    List<FieldError> errors,
    @Nullable List<String> allowedActions,
    @Nullable String street,
    @Nullable String incident) {
  /** The media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** What a refused request is told. */
  public static Problem of(Refused refused, @Nullable String street, @Nullable String incident) {
    Code code = refused.code();
    int status = code == Code.METHOD_NOT_ALLOWED ? 405 : code.kind().status();
    boolean actions = code.kind() == Kind.CONFLICT && !refused.allowedActions().isEmpty();
    return new Problem(
        "urn:hutong:problem:" + code.name(),
        code.sentence(),
        status,
        refused.getMessage(),
        code.name(),
        refused.errors(),
        actions ? refused.allowedActions() : null,
        street,
        incident);
  }

  /** As UTF-8. */
  public byte[] bytes() {
    return Json.bytes(this);
  }
}
