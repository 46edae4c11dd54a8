package org.hutong.core.mapping;

import java.util.Map;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Outcome;
import org.hutong.core.systems.SystemDefinition;

/**
 * Turns the case into the system's document and its answer into an outcome, by the JSONata files in
 * the system's folder. Expressions are bounded in time and depth, and compiled once a file.
 */
public interface Mapper {
  /**
   * Maps a case document.
   *
   * @param file the mapping in the system's folder, such as {@code temp-aid.jsonata}
   * @param input {@code {case, operation, key, receipt, street}}; {@code case} is the case body
   *     with number, revision, state, steps, decision
   * @throws MappingFailed names system, file and what failed, without personal data
   */
  Map<String, Object> document(SystemDefinition system, String file, Map<String, Object> input)
      throws MappingFailed;

  /**
   * Interprets an answer by {@link SystemDefinition#answer()}, which gives {@code {outcome:
   * "DELIVERED", receipt} | {outcome: "PENDING", token, askAfter} | {outcome: "RETRY_LATER",
   * reason, notBefore} | {outcome: "REJECTED", code, reason} | {outcome: "UNKNOWN", reason}}.
   * Whatever else it gives, or when it fails, is {@link Outcome.Unknown}.
   */
  Outcome interpret(SystemDefinition system, Answer answer);
}
