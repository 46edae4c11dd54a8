package org.hutong.casework;

import org.jspecify.annotations.Nullable;

/**
 * An uploaded material.
 *
 * @param name shown to the account that handed it in; null to others
 * @param size announced, in bytes
 * @param received so far, in bytes
 * @param sha256 announced, lower-case hex; null when the original was only verified
 */
public record Material(
    String street,
    String id,
    @Nullable String name,
    @Nullable String mediaType,
    long size,
    long received,
    @Nullable String sha256,
    boolean verifiedOriginal,
    boolean complete) {}
