package org.hutong.gateway.rest.internal.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

/** The beginning of every answer that goes through JAX-RS: whole bytes, their type, the date. */
public final class Reply {
  private record Stamp(long second, String text) {}

  // CXF would make a date format for each answer that has no date yet: a twentieth of its time.
  private static volatile Stamp stamp = new Stamp(0, "");

  private Reply() {}

  /** Of that status, type and body. */
  public static Response.ResponseBuilder of(int status, MediaType type, byte[] body) {
    return Response.status(status).type(type).header(HttpHeaders.DATE, date()).entity(body);
  }

  private static String date() {
    long now = System.currentTimeMillis() / 1000;
    Stamp last = stamp;
    if (last.second != now) {
      last =
          new Stamp(
              now,
              DateTimeFormatter.RFC_1123_DATE_TIME.format(
                  Instant.ofEpochSecond(now).atOffset(ZoneOffset.UTC)));
      stamp = last;
    }
    return last.text;
  }
}
