package org.hutong.core.access;

import java.time.OffsetDateTime;

/** A token as it is kept, under the SHA-256 of its secret. */
record StoredToken(String id, String account, OffsetDateTime issuedAt, OffsetDateTime expiresAt) {}
