package org.hutong.core.delivery;

import org.hutong.catalogue.Item;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger needs to know of a case.
 *
 * @param id the case's row
 * @param unit the unit that registered it
 * @param originSystem the system it began in, which it is not echoed to; null for none
 * @param document the case as it is being stored, so that the lanes need not read it again; null:
 *     they read it
 */
public record CaseRef(
    long id,
    String number,
    int revision,
    String unit,
    Item item,
    @Nullable String originSystem,
    @Nullable CaseDocument document) {
  /** A case that the lanes read when they need it. */
  public CaseRef(
      long id, String number, int revision, String unit, Item item, @Nullable String originSystem) {
    this(id, number, revision, unit, item, originSystem, null);
  }

  /** The same with what is being stored. */
  public CaseRef with(CaseDocument stored) {
    return new CaseRef(id, number, revision, unit, item, originSystem, stored);
  }
}
