package org.hutong.gateway.rest.internal.answers;

import java.util.List;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.LegalStatus;

/** An item in a list. */
public record ItemSummary(
    String scheme,
    String code,
    int version,
    String name,
    String category,
    String categoryName,
    List<String> audience,
    String deliverable,
    LegalStatus legalStatus) {
  /** What a list shows of an item. */
  public static ItemSummary of(Item item) {
    return new ItemSummary(
        item.ref().scheme(),
        item.ref().code(),
        item.ref().version(),
        item.name(),
        item.category(),
        item.categoryName(),
        item.audience(),
        item.deliverable(),
        item.legal().status());
  }
}
