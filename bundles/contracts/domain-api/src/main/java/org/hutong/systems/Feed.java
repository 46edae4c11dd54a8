package org.hutong.systems;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One feed (数据流) of a system as it stands: what the system gives, and how fresh it is.
 *
 * @param way how its rows come
 * @param rhythm how often it should give rows, ISO 8601, such as {@code PT24H}
 * @param detail one Chinese sentence
 * @param lastSuccess when it last answered, with rows or without
 * @param lastRow when it last gave a row
 * @param held whether its rows wait because they do not look as declared; {@code heldWhy} says how
 * @param rows kept since the beginning
 * @param quarantined rows that wait for a person now
 */
public record Feed(
    String system,
    String feed,
    Way way,
    String rhythm,
    Freshness freshness,
    String detail,
    @Nullable OffsetDateTime lastSuccess,
    @Nullable OffsetDateTime lastRow,
    boolean held,
    @Nullable String heldWhy,
    boolean paused,
    @Nullable String pausedBy,
    @Nullable String pausedWhy,
    long rows,
    long quarantined) {

  /** How the rows of a feed come. */
  public enum Way {
    /** 取数: the appliance asks for them. */
    PULLED,
    /** 推送: the system brings them, as signed events. */
    PUSHED,
    /** 按指令导入: earlier cases, on a person's order. */
    ORDERED
  }

  /** How fresh a feed is, by its rhythm (R33). */
  public enum Freshness {
    /** 新鲜: it spoke within its rhythm. */
    FRESH,
    /** 旧: it is overdue. */
    STALE,
    /** 沉默: overdue by three times its rhythm, or it cannot be read for as long. */
    SILENT,
    /** 尚未来数: it never gave a row, and is not overdue yet. */
    NEVER
  }
}
