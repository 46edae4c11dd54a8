package org.hutong.standins.hub;

import com.fasterxml.jackson.databind.JsonNode;
import org.hutong.standins.kit.Json;

/** An HTTP status and a JSON body. */
record HubAnswer(int status, JsonNode body) {
  static final int OK = 200;
  static final int CREATED = 201;
  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int NOT_FOUND = 404;
  static final int CONFLICT = 409;
  static final int GONE = 410;
  static final int UNPROCESSABLE = 422;

  static HubAnswer error(int status, String code, String message) {
    return new HubAnswer(status, Json.object().put("code", code).put("message", message));
  }
}
