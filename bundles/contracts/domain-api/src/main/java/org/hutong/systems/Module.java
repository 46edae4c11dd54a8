package org.hutong.systems;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An installed module: an adapter bundle that can be swapped live.
 *
 * @param state {@code RUNNING}, {@code FAILED}, {@code BUILT_IN}
 * @param technologies the technologies its factories serve
 * @param reason why it failed, one Chinese sentence; null unless {@code FAILED}
 */
public record Module(
    String name,
    String version,
    String state,
    List<String> technologies,
    OffsetDateTime installedAt,
    @Nullable String reason) {}
