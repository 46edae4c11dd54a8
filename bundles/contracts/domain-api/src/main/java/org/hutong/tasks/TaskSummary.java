package org.hutong.tasks;

import java.time.OffsetDateTime;
import org.hutong.kernel.Place;
import org.jspecify.annotations.Nullable;

/** One line of a list of tasks; no free words, and so nothing of a person. */
public record TaskSummary(
    String street,
    String id,
    String reference,
    TaskSource source,
    int level,
    TaskState state,
    @Nullable Place place,
    @Nullable String unit,
    OffsetDateTime issuedAt,
    Task.Due due,
    int supervisions) {}
