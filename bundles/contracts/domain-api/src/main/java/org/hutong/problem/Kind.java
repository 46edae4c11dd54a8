package org.hutong.problem;

/** What kind of refusal it is; {@link #status()} is its HTTP status. */
public enum Kind {
  INVALID(400),
  UNAUTHENTICATED(401),
  FORBIDDEN(403),
  NOT_FOUND(404),
  CONFLICT(409),
  GONE(410),
  STALE(412),
  TOO_LARGE(413),
  UNSUPPORTED_MEDIA(415),
  PRECONDITION_REQUIRED(428),
  TOO_MANY(429),
  INTERNAL(500),
  OVERLOADED(503);

  private final int status;

  Kind(int status) {
    this.status = status;
  }

  /** The HTTP status, RFC 9110 and RFC 6585. */
  public int status() {
    return status;
  }
}
