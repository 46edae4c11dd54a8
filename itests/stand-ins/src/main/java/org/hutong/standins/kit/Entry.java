package org.hutong.standins.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One line of a journal.
 *
 * @param seq grows by one a line; the cursor of {@code ?since=}
 * @param at when this process saw it (for an effect of SI-04: when the row was written)
 * @param kind a call that would write, a call that only asks, or something that happened in the
 *     system's own store
 * @param operation CREATE, CORRECT, CANCEL, LOOKUP, CONFIRM, … the same words for every system
 * @param call the system's own name for it: a SOAP operation, a method and path, an SQL verb
 * @param key the caller's number for it, null when it could not be read
 * @param receipt the system's own number, null on a call
 * @param revision counts the versions of one record in the system's store, null on a call
 * @param client the User-Agent, or PostgreSQL's application_name
 * @param ref the system's own row behind an effect, null elsewhere
 * @param record what the system holds after an effect, null elsewhere
 */
public record Entry(
    long seq,
    Instant at,
    Kind kind,
    String operation,
    String call,
    String key,
    String receipt,
    Integer revision,
    String client,
    Long ref,
    JsonNode record) {

  /** What a line is about. */
  public enum Kind {
    ATTEMPT,
    READ,
    EFFECT;

    /** The word in JSON. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** What a caller attempts or does, before it has a place in the journal. */
  public record Call(String operation, String call, String key, boolean writes) {}

  ObjectNode toJson(boolean withRecord) {
    ObjectNode json = Json.object();
    json.put("seq", seq).put("at", at.toString()).put("kind", kind.word());
    json.put("operation", operation).put("call", call).put("key", key).put("client", client);
    if (kind == Kind.EFFECT) {
      json.put("receipt", receipt).put("revision", revision);
    }
    if (ref != null) {
      json.put("ref", ref);
    }
    if (withRecord && record != null) {
      json.set("record", record);
    }
    return json;
  }

  static Entry fromJson(JsonNode json) {
    return new Entry(
        json.path("seq").asLong(),
        Instant.parse(json.path("at").asText()),
        Kind.valueOf(json.path("kind").asText().toUpperCase(java.util.Locale.ROOT)),
        Json.text(json, "operation"),
        Json.text(json, "call"),
        Json.text(json, "key"),
        Json.text(json, "receipt"),
        json.hasNonNull("revision") ? json.get("revision").asInt() : null,
        Json.text(json, "client"),
        json.hasNonNull("ref") ? json.get("ref").asLong() : null,
        json.get("record"));
  }
}
