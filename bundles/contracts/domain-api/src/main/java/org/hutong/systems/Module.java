package org.hutong.systems;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * An installed module: an adapter bundle that can be swapped live.
 *
 * @param state {@code RUNNING}, {@code FAILED}, {@code BUILT_IN}
 * @param technologies the technologies its factories serve
 */
public record Module(
    String name,
    String version,
    String state,
    List<String> technologies,
    OffsetDateTime installedAt) {}
