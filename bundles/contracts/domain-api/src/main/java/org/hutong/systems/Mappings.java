package org.hutong.systems;

import java.nio.file.Path;
import java.util.List;
import org.hutong.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Checks and tries mappings (映射, R31) before they are in force; for {@code admin} and {@code
 * street-it}. Nothing is sent, nothing in the ledger changes, and no value of a person is shown.
 */
public interface Mappings {
  /**
   * What is wrong.
   *
   * @param document a delivery or a kept example; null where the file itself is wrong
   * @param field the field of the result; null where it is not known
   * @param expression the line of the mapping, without data; null where it is not known
   * @param reason one Chinese sentence
   */
  record Problem(
      String system,
      String file,
      @Nullable String document,
      @Nullable String field,
      @Nullable String expression,
      String reason) {}

  /**
   * What a check found.
   *
   * @param mappings files that were compiled
   * @param examples kept results that were computed again
   */
  record Check(String system, int mappings, int examples, List<Problem> problems) {}

  /**
   * A field that the draft fills otherwise.
   *
   * @param before the mapping in force, masked; null where it gives none
   * @param after the draft, masked
   */
  record Difference(
      String delivery,
      String mapping,
      String field,
      @Nullable String before,
      @Nullable String after) {}

  /**
   * A draft over real documents.
   *
   * @param documents how many were mapped both ways
   * @param same how many of them came out the same
   * @param accepted examples that were kept for the check; 0 unless asked for
   */
  record DryRun(
      String system,
      String draft,
      int documents,
      int same,
      int accepted,
      List<Difference> differences,
      List<Problem> problems) {}

  /** Checks one system, or all of them when null: each file, then each kept example. */
  List<Check> check(Caller caller, @Nullable String system);

  /**
   * Runs a draft over the system's last documents and compares with the mapping in force.
   *
   * @param draft a folder with mappings and code tables; null for {@code draft} in the system's own
   * @param last how many documents, 1 to 1,000
   * @param accept keeps the draft's results as examples, with every value of a person replaced
   */
  DryRun dryRun(Caller caller, String system, @Nullable Path draft, int last, boolean accept);
}
