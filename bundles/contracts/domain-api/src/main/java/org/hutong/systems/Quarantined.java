package org.hutong.systems;

import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row from a system that could not be taken in (隔离, R31). It waits for a person: replayed after
 * the mapping was mended, or discarded with a reason.
 *
 * @param place where it came from, such as {@code YLZX_LR_20260105.csv:17}
 * @param reason one Chinese sentence that quotes nothing
 * @param shape the row's fields with every letter and digit hidden: how a value looks, never what
 *     it says; empty when the row could not even be read
 */
public record Quarantined(
    String street,
    String id,
    String system,
    String feed,
    String place,
    String reason,
    State state,
    OffsetDateTime since,
    String mappingVersion,
    boolean replayable,
    Map<String, String> shape,
    @Nullable OffsetDateTime endedAt,
    @Nullable String endedBy,
    @Nullable String endedWhy) {

  /** How it stands. */
  public enum State {
    /** 待处理. */
    OPEN,
    /** 已重放. */
    REPLAYED,
    /** 已被后来的数据取代: a later row of the same key has come. */
    SUPERSEDED,
    /** 已弃置. */
    DISCARDED
  }
}
