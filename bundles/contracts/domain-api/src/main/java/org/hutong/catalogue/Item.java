package org.hutong.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hutong.kernel.Operation;
import org.hutong.kernel.TimeLimit;
import org.jspecify.annotations.Nullable;

/**
 * One item with its standard (一标受理), as loaded from its file.
 *
 * @param category the class code, such as {@code MZ}
 * @param form JSON Schema of the form; every property carries {@code x-class} P1–P4
 * @param acceptOnEntry whether a complete entry is accepted on the spot (当场受理)
 * @param systems those that must hold a case
 * @param origins those that are told of a case that began in them, and of no other
 * @param words the words people use for it
 * @param standard the first 16 hexadecimal digits of a SHA-256 over the files it comes from: the
 *     district's standard with the street's overlay; a case keeps the one it began with
 * @param deviations where the street's overlay departs from the district's standard
 */
public record Item(
    ItemRef ref,
    String name,
    String category,
    String categoryName,
    List<String> audience,
    String deliverable,
    Legal legal,
    List<Condition> conditions,
    List<MaterialRule> materials,
    Map<String, Object> form,
    List<StepRule> steps,
    @Nullable TimeLimit legalLimit,
    @Nullable TimeLimit promisedLimit,
    boolean acceptOnEntry,
    List<Target> systems,
    List<Target> origins,
    List<String> words,
    String standard,
    List<Deviation> deviations) {

  /** One that was kept before there were origins has none. */
  public Item {
    origins = origins == null ? List.of() : origins;
  }

  /**
   * Where a street's overlay departs from the district's standard.
   *
   * @param path in the overlay's file, such as {@code steps[0].unit}
   * @param district what the district's standard says; null where it says nothing
   * @param street what holds in this street
   * @param basis the document that lets the street do so
   */
  public record Deviation(
      String path,
      @Nullable String district,
      String street,
      String basis,
      @Nullable LocalDate basisDate) {}

  /** Legal status with the document that says so; no document number is invented. */
  public record Legal(LegalStatus status, @Nullable String document, @Nullable String note) {}

  /**
   * A condition a case must meet.
   *
   * @param expression JSONata over the case body, true when met; null: a person judges
   */
  public record Condition(String code, String text, @Nullable String expression) {}

  /**
   * A material.
   *
   * @param deferrable whether 容缺受理 allows it to follow later
   */
  public record MaterialRule(String code, String name, boolean required, boolean deferrable) {}

  /**
   * A step with the unit responsible and the document that says so.
   *
   * @param level 社区, 街道, 区 or 市
   */
  public record StepRule(
      int no,
      String name,
      String unit,
      String level,
      @Nullable String basis,
      @Nullable LocalDate basisDate) {}

  /**
   * A system that must hold the case.
   *
   * @param mapping the JSONata file in the system's folder
   * @param updates what can be sent after the first delivery: {@link Operation#CORRECT}, {@link
   *     Operation#CANCEL}; what is missing is told to a person instead
   */
  public record Target(
      String system, DeliverOn deliverOn, String mapping, Set<Operation> updates) {}

  /**
   * Where a case goes: it is not echoed to the system that it began in, only told there.
   *
   * @param origin the system it began in; null for none
   */
  public List<Target> targets(@Nullable String origin) {
    if (origin == null) {
      return systems;
    }
    return Stream.concat(
            systems.stream().filter(t -> !t.system().equals(origin)),
            origins.stream().filter(t -> t.system().equals(origin)))
        .toList();
  }
}
