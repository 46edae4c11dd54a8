package org.hutong.access;

import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account as administrators see it: no secret in it.
 *
 * @param lockedUntil when the lock-out ends; null when not locked
 */
public record Account(
    String name,
    Set<Role> roles,
    @Nullable String unit,
    boolean initialPassword,
    boolean disabled,
    @Nullable OffsetDateTime lockedUntil) {}
