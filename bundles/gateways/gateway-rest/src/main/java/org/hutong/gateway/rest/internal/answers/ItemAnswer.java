package org.hutong.gateway.rest.internal.answers;

import java.util.List;
import java.util.Map;
import org.hutong.catalogue.DeliverOn;
import org.hutong.catalogue.Item;
import org.hutong.kernel.Operation;
import org.hutong.kernel.TimeLimit;
import org.jspecify.annotations.Nullable;

/** One item with its standard. */
public record ItemAnswer(
    String street,
    String scheme,
    String code,
    int version,
    String name,
    String category,
    String categoryName,
    List<String> audience,
    String deliverable,
    Item.Legal legal,
    List<Item.Condition> conditions,
    List<Item.MaterialRule> materials,
    Map<String, Object> form,
    List<Item.StepRule> steps,
    @Nullable TimeLimit legalLimit,
    @Nullable TimeLimit promisedLimit,
    boolean acceptOnEntry,
    List<Target> systems,
    List<Target> origins,
    List<String> words,
    String standard,
    List<Item.Deviation> deviations) {
  /** A system that a case goes to; how it is mapped is nobody's business outside. */
  public record Target(String system, DeliverOn deliverOn, List<Operation> updates) {
    static List<Target> of(List<Item.Target> targets) {
      return targets.stream()
          .map(t -> new Target(t.system(), t.deliverOn(), t.updates().stream().sorted().toList()))
          .toList();
    }
  }

  /** The item as a caller sees it. */
  public static ItemAnswer of(String street, Item item) {
    return new ItemAnswer(
        street,
        item.ref().scheme(),
        item.ref().code(),
        item.ref().version(),
        item.name(),
        item.category(),
        item.categoryName(),
        item.audience(),
        item.deliverable(),
        item.legal(),
        item.conditions(),
        item.materials(),
        item.form(),
        item.steps(),
        item.legalLimit(),
        item.promisedLimit(),
        item.acceptOnEntry(),
        Target.of(item.systems()),
        Target.of(item.origins()),
        item.words(),
        item.standard(),
        item.deviations());
  }
}
