package org.hutong.casework;

import java.time.OffsetDateTime;
import org.hutong.catalogue.ItemRef;
import org.jspecify.annotations.Nullable;

/** One line of a list of cases; the subject's name is masked unless the caller may see it. */
public record CaseSummary(
    String street,
    String number,
    int revision,
    CaseState state,
    ItemRef item,
    String itemName,
    @Nullable String subject,
    String unit,
    OffsetDateTime registeredAt,
    Case.Due due) {}
