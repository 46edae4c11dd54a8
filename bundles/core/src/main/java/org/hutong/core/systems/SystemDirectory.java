package org.hutong.core.systems;

import static org.hutong.access.Role.ADMIN;
import static org.hutong.access.Role.CLERK;
import static org.hutong.access.Role.DISPATCHER;
import static org.hutong.access.Role.HUB;
import static org.hutong.access.Role.OFFICER;
import static org.hutong.access.Role.STREET_IT;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hutong.access.Caller;
import org.hutong.adapter.Health;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.Feed;
import org.hutong.systems.SystemInfo;
import org.hutong.systems.SystemInfo.HealthState;
import org.hutong.systems.SystemRegistration.Light;
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
  private final RegisterList list;
  private final Clock clock;

  /** Joins what these know of a system. */
  public SystemDirectory(
      String street,
      SystemRegister register,
      AdapterRegistry adapters,
      HealthWatch healths,
      LaneFacts lanes,
      FeedFacts feeds,
      RegisterList list,
      Clock clock) {
    this.street = street;
    this.register = register;
    this.adapters = adapters;
    this.healths = healths;
    this.lanes = lanes;
    this.feeds = feeds;
    this.list = list;
    this.clock = clock;
  }

  @Override
  public List<SystemInfo> list(Caller caller) {
    mayRead(caller);
    Stream<SystemInfo> folders =
        register.all().stream().map(system -> info(caller, system, healths.last(system.id())));
    Stream<SystemInfo> others =
        list.rows().values().stream()
            .filter(row -> register.find(row.id()).isEmpty())
            .map(this::withoutFolder);
    return Stream.concat(folders, others).toList();
  }

  @Override
  public SystemInfo get(Caller caller, String id) {
    mayRead(caller);
    Optional<SystemDefinition> system = register.find(id);
    if (system.isEmpty() && list.rows().containsKey(id)) {
      return withoutFolder(list.find(id));
    }
    return info(
        caller, system.orElseThrow(() -> Refused.because(Code.SYSTEM_NOT_FOUND)), healths.now(id));
  }

  private static void mayRead(Caller caller) {
    caller.mustBe(CLERK, OFFICER, DISPATCHER, STREET_IT, ADMIN, HUB);
  }

  /** A system that the register names and nobody has connected. */
  private SystemInfo withoutFolder(RegisterList.Row row) {
    boolean family = "系统类".equals(row.kind());
    return new SystemInfo(
        street,
        row.id(),
        row.name(),
        List.of(),
        row.builder(),
        row.level(),
        null,
        "",
        null,
        HealthState.NOT_CONNECTED,
        family ? "未接入：一类系统，调研没有列出名称，只能先接模拟系统" : "未接入：没有系统文件夹",
        null,
        false,
        List.of(),
        List.of(),
        row.in(Light.GREY));
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
        detail = adapters.failed(id) ? "未接入：接入插件未能建立，正在重试" : "未接入：系统配置有误";
      }
      default -> {
        state = HealthState.NOT_CONNECTED;
        detail = "未接入：没有安装 " + system.technology() + " 接入插件";
      }
    }
    Optional<Instant> success = lanes.lastSuccess(id);
    RegisterList.Row row = list.find(id);
    Duration rhythm = Duration.ofHours(row.rhythmHours());
    List<Feed> given = feeds.of(id);
    Instant last =
        Stream.concat(
                success.stream(),
                given.stream()
                    .map(Feed::lastRow)
                    .flatMap(Stream::ofNullable)
                    .map(OffsetDateTime::toInstant))
            .max(Comparator.naturalOrder())
            .orElse(null);
    Optional<String> trouble = trouble(id, given);
    Light light =
        state == HealthState.UP && trouble.isPresent()
            ? Light.RED
            : Light.of(state, last, rhythm, clock.instant());
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
        state == HealthState.UP ? trouble.orElse(detail) : detail,
        last == null ? null : atOffset(last),
        lanes.paused(id),
        mends ? adapters.errors(id) : List.of(),
        given,
        row.in(light));
  }

  /** A system whose port is open may still bring nothing. */
  private Optional<String> trouble(String id, List<Feed> given) {
    return given.stream()
        .filter(Feed::held)
        .map(Feed::detail)
        .findFirst()
        .or(() -> feeds.trouble(id))
        .or(() -> lanes.trouble(id));
  }

  private static OffsetDateTime atOffset(Instant instant) {
    return instant.atZone(ZONE).toOffsetDateTime();
  }
}
