package org.hutong.gateway.rest.internal.resources;

import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.hutong.casework.Case;
import org.hutong.gateway.rest.internal.answers.CaseAnswer;
import org.hutong.gateway.rest.internal.answers.TaskAnswer;
import org.hutong.gateway.rest.internal.json.Json;
import org.hutong.gateway.rest.internal.json.Reply;
import org.hutong.tasks.Task;

/** Answers of the resources: the bytes are whole before the first of them is sent. */
final class Answer {
  // As a header of text: JAX-RS would make it absolute by the Host that the client wrote.
  private static final String BASE = "/api/v1/";
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;

  private Answer() {}

  static Response ok(Object answer) {
    return json(OK, answer).build();
  }

  /** Kept, and without effect as yet. */
  static Response accepted(Object answer) {
    return json(ACCEPTED, answer).build();
  }

  static Response created(String path, Object answer) {
    return json(CREATED, answer).header(HttpHeaders.LOCATION, BASE + path).build();
  }

  static Response ok(Case c) {
    return tagged(OK, CaseAnswer.of(c), c.version()).build();
  }

  static Response created(Case c) {
    return tagged(CREATED, CaseAnswer.of(c), c.version())
        .header(HttpHeaders.LOCATION, BASE + "cases/" + c.number())
        .build();
  }

  static Response ok(Task t) {
    return tagged(OK, TaskAnswer.of(t), t.version()).build();
  }

  static Response created(Task t) {
    return tagged(CREATED, TaskAnswer.of(t), t.version())
        .header(HttpHeaders.LOCATION, BASE + "tasks/" + t.id())
        .build();
  }

  private static Response.ResponseBuilder tagged(int status, Object answer, long version) {
    return json(status, answer).header(HttpHeaders.ETAG, "\"" + version + "\"");
  }

  private static Response.ResponseBuilder json(int status, Object answer) {
    return Reply.of(status, MediaType.APPLICATION_JSON_TYPE, Json.bytes(answer));
  }
}
