package org.hutong.core.delivery;

import org.hutong.catalogue.Item;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger needs to know of a case.
 *
 * @param id the case's row
 * @param unit the unit that registered it
 * @param originSystem the system it began in, which it is not echoed to; null for none
 */
public record CaseRef(
    long id, String number, int revision, String unit, Item item, @Nullable String originSystem) {}
