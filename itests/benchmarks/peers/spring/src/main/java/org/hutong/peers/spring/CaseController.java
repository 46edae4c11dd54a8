package org.hutong.peers.spring;

import com.fasterxml.jackson.databind.JsonNode;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Intake: checked, stored, answered. */
@RestController
class CaseController {
  /** The answer. */
  record Accepted(String number, String state) {}

  private final CaseStore store;

  CaseController(CaseStore store) {
    this.store = store;
  }

  @PostMapping("/cases")
  @ResponseStatus(HttpStatus.CREATED)
  Accepted submit(@RequestBody JsonNode body) {
    String item = body.at("/item/code").asText();
    if (item.isEmpty()
        || body.at("/subject/name").asText().isEmpty()
        || body.at("/subject/idNumber").asText().isEmpty()
        || !body.path("form").isObject()) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    return new Accepted(store.accept(item, body), "ACCEPTED");
  }
}
