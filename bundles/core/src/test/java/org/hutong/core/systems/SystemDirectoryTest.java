package org.hutong.core.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.systems.Feed;
import org.hutong.systems.SystemInfo;
import org.hutong.systems.SystemRegistration.Light;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** The colour of a row when its port is open all the while. */
class SystemDirectoryTest {
  private static final Caller IT = new Caller("it", Set.of(Role.STREET_IT), null, "console", null);
  private static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");
  private static final SystemDefinition SYSTEM =
      new SystemDefinition(
          "si-07",
          "示例",
          List.of(),
          null,
          null,
          null,
          "rest",
          new SystemDefinition.Limits(
              2, Duration.ofSeconds(5), 5, Duration.ofSeconds(1), Duration.ofMinutes(1)),
          null,
          Map.of(),
          Map.of(),
          Path.of("."));

  private final Facts facts = new Facts();
  private AdapterRegistry registry;
  private HealthWatch watch;
  private SystemDirectory directory;
  private Health health = Health.up("正常");

  @BeforeEach
  void open() {
    One register = new One();
    registry = new AdapterRegistry(register, Duration.ofSeconds(5));
    registry.add(new FactoryEntry("rest", new Version("1.0.0"), 0, 1, config -> new Remote()));
    watch = new HealthWatch(register, registry, Duration.ofMinutes(1), Duration.ofSeconds(1));
    directory =
        new SystemDirectory(
            "110102014",
            register,
            registry,
            watch,
            facts,
            facts,
            new RegisterList(Path.of("absent")),
            Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    watch.close();
    registry.close();
  }

  private SystemInfo row() {
    return directory.get(IT, "si-07");
  }

  private static Feed feed(Instant lastRow, String held) {
    OffsetDateTime at = lastRow.atZone(ZoneId.of("Asia/Shanghai")).toOffsetDateTime();
    return new Feed(
        "si-07",
        "main",
        Feed.Way.PULLED,
        "PT24H",
        Feed.Freshness.FRESH,
        held == null ? "正常" : "已停住，等待映射更新：" + held,
        at,
        at,
        held != null,
        held,
        false,
        null,
        null,
        1,
        0);
  }

  @Test
  void whatWentThroughLastIsTheLastSuccessWhicheverWayItWent() {
    facts.success = NOW.minusSeconds(60);
    assertThat(row().register().light()).isEqualTo(Light.GREEN);
    assertThat(row().lastSuccess()).isEqualTo("2026-01-05T09:59:00+08:00");
    facts.feeds = List.of(feed(NOW.minusSeconds(30), null));
    assertThat(row().lastSuccess()).isEqualTo("2026-01-05T09:59:30+08:00");
    facts.success = null;
    assertThat(row().register().light()).as("it only gives").isEqualTo(Light.GREEN);
  }

  @Test
  void aSystemThatBringsNothingIsRedThoughItsPortIsOpenAndSaysWhy() {
    facts.success = NOW;
    facts.trouble = "最近几次投递都没有办成";
    assertThat(row().register().light()).isEqualTo(Light.RED);
    assertThat(row().healthDetail()).isEqualTo("最近几次投递都没有办成");
    facts.trouble = null;
    assertThat(row().register().light()).isEqualTo(Light.GREEN);
    assertThat(row().healthDetail()).isEqualTo("正常");
  }

  @Test
  void aFeedThatIsHeldTurnsItsSystemRed() {
    facts.feeds = List.of(feed(NOW, "数据结构已变：缺少列 xm"));
    assertThat(row().register().light()).isEqualTo(Light.RED);
    assertThat(row().healthDetail()).contains("缺少列 xm");
  }

  @Test
  void whatDoesNotAnswerSaysSoItself() {
    facts.trouble = "最近几次投递都没有办成";
    health = Health.down("连接不上");
    assertThat(row().register().light()).isEqualTo(Light.RED);
    assertThat(row().healthDetail()).isEqualTo("连接不上");
  }

  private static final class One implements SystemRegister {
    @Override
    public List<SystemDefinition> all() {
      return List.of(SYSTEM);
    }

    @Override
    public Optional<SystemDefinition> find(String id) {
      return all().stream().filter(system -> system.id().equals(id)).findFirst();
    }

    @Override
    public List<String> errors(String id) {
      return List.of();
    }
  }

  private final class Remote implements SystemAdapter {
    @Override
    public Outcome deliver(Document document, Context context) {
      return new Outcome.Delivered("R-1");
    }

    @Override
    public Health health() {
      return health;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
