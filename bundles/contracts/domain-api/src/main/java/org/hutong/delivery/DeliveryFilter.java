package org.hutong.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Which deliveries; null matches all.
 *
 * @param limit 1 to 500
 * @param after the cursor of the page before
 */
public record DeliveryFilter(
    @Nullable String system,
    @Nullable DeliveryState state,
    @Nullable String caseNumber,
    int limit,
    @Nullable String after) {}
