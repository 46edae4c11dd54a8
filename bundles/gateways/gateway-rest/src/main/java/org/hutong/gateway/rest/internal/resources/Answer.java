package org.hutong.gateway.rest.internal.resources;

import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hutong.casework.Case;
import org.hutong.gateway.rest.internal.answers.CaseAnswer;
import org.hutong.gateway.rest.internal.json.Json;

/** Answers of the resources: the bytes are whole before the first of them is sent. */
final class Answer {
  // As a header of text: JAX-RS would make it absolute by the Host that the client wrote.
  private static final String BASE = "/api/v1/";

  private Answer() {}

  static Response ok(Object answer) {
    return Response.ok(Json.bytes(answer), MediaType.APPLICATION_JSON_TYPE).build();
  }

  static Response created(String path, Object answer) {
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.LOCATION, BASE + path)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(Json.bytes(answer))
        .build();
  }

  static Response ok(Case c) {
    return Response.ok(Json.bytes(CaseAnswer.of(c)), MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.ETAG, etag(c))
        .build();
  }

  static Response created(Case c) {
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.LOCATION, BASE + "cases/" + c.number())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.ETAG, etag(c))
        .entity(Json.bytes(CaseAnswer.of(c)))
        .build();
  }

  private static String etag(Case c) {
    return "\"" + c.version() + "\"";
  }
}
