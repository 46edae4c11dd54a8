package org.hutong.delivery;

import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One system's lane as it stands.
 *
 * @param inFlight calls under way
 * @param depth deliveries by state that have not ended
 * @param oldest when the oldest of them was created
 * @param pausedBy who paused it, or null
 * @param pausedWhy the reason given
 */
public record Lane(
    String system,
    String systemName,
    boolean paused,
    @Nullable String pausedBy,
    @Nullable String pausedWhy,
    int inFlight,
    Map<DeliveryState, Long> depth,
    @Nullable OffsetDateTime oldest) {}
