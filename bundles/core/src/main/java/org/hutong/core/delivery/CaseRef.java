package org.hutong.core.delivery;

import org.hutong.catalogue.Item;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger needs to know of a case.
 *
 * @param id the case's row
 * @param originSystem the system it began in, which it is not echoed to; null for none
 */
public record CaseRef(
    long id, String number, int revision, Item item, @Nullable String originSystem) {}
