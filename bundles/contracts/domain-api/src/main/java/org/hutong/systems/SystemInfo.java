package org.hutong.systems;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connected system (业务系统) as it stands.
 *
 * @param adapterVersion the adapter bundle's version; null while no adapter serves it
 * @param healthDetail one Chinese sentence
 * @param lastSuccess when a document last arrived there or a row came from there; null for never
 * @param feeds what it gives, by name; empty for a system that nothing is read from
 * @param register what the register (台账) says of it
 */
public record SystemInfo(
    String street,
    String id,
    String name,
    List<String> aliases,
    @Nullable String owner,
    @Nullable String level,
    @Nullable String depth,
    String technology,
    @Nullable String adapterVersion,
    HealthState health,
    String healthDetail,
    @Nullable OffsetDateTime lastSuccess,
    boolean paused,
    List<String> configurationErrors,
    List<Feed> feeds,
    SystemRegistration register) {

  /** How a system stands. */
  public enum HealthState {
    /** 正常. */
    UP,
    /** 不可用. */
    DOWN,
    /** 未接入: no adapter of its technology is installed. */
    NOT_CONNECTED,
    /** 未知: not yet asked. */
    UNKNOWN
  }
}
