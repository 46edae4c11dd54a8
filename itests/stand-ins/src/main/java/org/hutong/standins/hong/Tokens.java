package org.hutong.standins.hong;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.hutong.standins.kit.Json;

/** Gives tokens to one client, and knows those that still count. */
final class Tokens {
  static final String CLIENT = "hutong";

  private final String basic;
  private final Clock clock;
  private final Map<String, Long> ends = new HashMap<>();
  private int life = 600;

  Tokens(String secret, Clock clock) {
    this.clock = clock;
    this.basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((CLIENT + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  synchronized void settings(boolean revoke, int seconds) {
    life = seconds;
    if (revoke) {
      ends.clear();
    }
  }

  /** A new token; null when the client is not the one, or asks for something else. */
  synchronized ObjectNode grant(String authorization, String grantType) {
    if (!basic.equals(authorization) || !"client_credentials".equals(grantType)) {
      return null;
    }
    String token = UUID.randomUUID().toString();
    ends.put(token, clock.millis() + 1000L * life);
    return Json.object()
        .put("access_token", token)
        .put("token_type", "Bearer")
        .put("expires_in", life);
  }

  synchronized boolean counts(String authorization) {
    String token = authorization == null ? "" : authorization.replaceFirst("^Bearer ", "");
    return clock.millis() < ends.getOrDefault(token, 0L);
  }
}
