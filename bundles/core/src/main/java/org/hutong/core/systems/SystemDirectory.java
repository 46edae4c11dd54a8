package org.hutong.core.systems;

import static org.hutong.access.Role.ADMIN;
import static org.hutong.access.Role.CLERK;
import static org.hutong.access.Role.DISPATCHER;
import static org.hutong.access.Role.HUB;
import static org.hutong.access.Role.OFFICER;
import static org.hutong.access.Role.STREET_IT;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.hutong.access.Caller;
import org.hutong.adapter.Health;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.SystemInfo;
import org.hutong.systems.SystemInfo.HealthState;
import org.hutong.systems.Systems;

/** The register of systems as callers see it. */
public final class SystemDirectory implements Systems {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final String street;
  private final SystemRegister register;
  private final AdapterRegistry adapters;
  private final HealthWatch healths;
  private final LaneFacts lanes;
  private final FeedFacts feeds;

  /** Joins what the five know of a system. */
  public SystemDirectory(
      String street,
      SystemRegister register,
      AdapterRegistry adapters,
      HealthWatch healths,
      LaneFacts lanes,
      FeedFacts feeds) {
    this.street = street;
    this.register = register;
    this.adapters = adapters;
    this.healths = healths;
    this.lanes = lanes;
    this.feeds = feeds;
  }

  @Override
  public List<SystemInfo> list(Caller caller) {
    mayRead(caller);
    return register.all().stream()
        .map(system -> info(caller, system, healths.last(system.id())))
        .toList();
  }

  @Override
  public SystemInfo get(Caller caller, String id) {
    mayRead(caller);
    SystemDefinition system =
        register.find(id).orElseThrow(() -> Refused.because(Code.SYSTEM_NOT_FOUND));
    return info(caller, system, healths.now(id));
  }

  private static void mayRead(Caller caller) {
    caller.mustBe(CLERK, OFFICER, DISPATCHER, STREET_IT, ADMIN, HUB);
  }

  private SystemInfo info(Caller caller, SystemDefinition system, Optional<Health> health) {
    String id = system.id();
    // What a configuration error says of the inside is for those who can mend it.
    boolean mends = caller.is(STREET_IT) || caller.is(ADMIN);
    HealthState state;
    String detail;
    switch (adapters.standing(id)) {
      case READY -> {
        state =
            health.map(h -> h.up() ? HealthState.UP : HealthState.DOWN).orElse(HealthState.UNKNOWN);
        detail = health.map(Health::detail).orElse("尚未询问");
      }
      case HELD -> {
        state =
            health.map(h -> h.up() ? HealthState.UP : HealthState.DOWN).orElse(HealthState.UNKNOWN);
        detail = "接入插件正在更换";
      }
      case MISCONFIGURED -> {
        state = HealthState.NOT_CONNECTED;
        detail = "未接入：系统配置有误";
      }
      default -> {
        state = HealthState.NOT_CONNECTED;
        detail = "未接入：没有安装 " + system.technology() + " 接入插件";
      }
    }
    return new SystemInfo(
        street,
        id,
        system.name(),
        system.aliases(),
        system.owner(),
        system.level(),
        system.depth(),
        system.technology(),
        adapters.adapterVersion(id).orElse(null),
        state,
        detail,
        lanes.lastSuccess(id).map(SystemDirectory::atOffset).orElse(null),
        lanes.paused(id),
        mends ? adapters.errors(id) : List.of(),
        feeds.of(id));
  }

  private static OffsetDateTime atOffset(Instant instant) {
    return instant.atZone(ZONE).toOffsetDateTime();
  }
}
