package org.hutong.access;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token as administrators see it.
 *
 * @param id names the token for revoking; not the secret
 * @param secret the token itself, once, when it is issued; null ever after
 */
public record Token(
    String id,
    String account,
    OffsetDateTime issuedAt,
    OffsetDateTime expiresAt,
    @Nullable String secret) {}
