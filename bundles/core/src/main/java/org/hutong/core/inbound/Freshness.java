package org.hutong.core.inbound;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hutong.core.store.Store;
import org.hutong.core.store.Times;
import org.hutong.core.systems.FeedFacts;
import org.hutong.core.systems.InboundRules;
import org.hutong.core.systems.InboundRules.FeedRules;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemRegister;
import org.hutong.core.systems.WebhookRules;
import org.hutong.problem.Refused;
import org.hutong.systems.Appliance.Check;
import org.hutong.systems.Feed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How fresh each feed is, for the register, the checks of health and the metrics (R33). */
final class Freshness implements FeedFacts, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Freshness.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final int SILENT_AFTER = 3;

  private final SystemRegister register;
  private final Store store;
  private final FeedTable feeds;
  private final Pump pump;
  private final Clock clock;
  private final MetricRegistry metrics;
  private final Set<FeedTable.Name> expected = ConcurrentHashMap.newKeySet();
  private final Set<String> gauged = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "inbound-watch"));
  private volatile List<Feed> last = List.of();

  Freshness(SystemRegister register, Store store, Pump pump, MetricRegistry metrics, Clock clock) {
    this.register = register;
    this.store = store;
    this.feeds = new FeedTable(store.vault());
    this.pump = pump;
    this.metrics = metrics;
    this.clock = clock;
  }

  void start() {
    timer.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      expect();
      all();
    } catch (Refused e) {
      LOG.debug("The feeds could not be looked at: {}", e.code());
    } catch (RuntimeException e) { // the timer's seam: it must look again the next time
      LOG.error("The feeds could not be looked at", e);
    }
  }

  /** The silence of a system that can push counts from when we first could take it. */
  private void expect() {
    for (SystemDefinition system : register.all()) {
      InboundRules inbound = system.inbound();
      for (FeedRules rules : inbound == null ? List.<FeedRules>of() : inbound.feeds()) {
        FeedTable.Name name = new FeedTable.Name(system.id(), rules.name());
        boolean pushed = rules.webhook() != null && !isWithoutKey(system, rules);
        if (pushed && !expected.contains(name)) {
          store.write(tx -> feeds.ensure(tx, name));
          expected.add(name);
        }
      }
    }
  }

  /** All feeds as they stand now. */
  List<Feed> all() {
    record Read(Map<String, FeedTable.Stored> feeds, Map<String, Long> open) {}
    Read read = store.read(c -> new Read(feeds.all(c), QuarantineTable.open(c)));
    List<Feed> found = new ArrayList<>();
    for (SystemDefinition system : register.all()) {
      if (system.inbound() != null) {
        for (FeedRules rules : system.inbound().feeds()) {
          FeedTable.Name name = new FeedTable.Name(system.id(), rules.name());
          String place = name.system() + "/" + name.feed();
          FeedTable.Stored stored =
              read.feeds().getOrDefault(place, FeedTable.Stored.fresh(name, clock.millis()));
          found.add(feed(system, rules, stored, read.open().getOrDefault(place, 0L)));
        }
      }
    }
    last = List.copyOf(found);
    found.stream().filter(f -> gauged.add(f.system() + "/" + f.feed())).forEach(this::gauges);
    return found;
  }

  private Feed feed(
      SystemDefinition system, FeedRules rules, FeedTable.Stored stored, long quarantined) {
    Feed.Freshness fresh = fresh(rules, stored);
    return new Feed(
        stored.name().system(),
        stored.name().feed(),
        way(rules),
        rules.rhythm().toString(),
        fresh,
        isWithoutKey(system, rules) ? "未配置推送的密钥，暂不接收" : detail(rules, stored, fresh),
        stored.lastSuccess() == 0 ? null : Times.shown(stored.lastSuccess()),
        stored.lastRow() == 0 ? null : Times.shown(stored.lastRow()),
        stored.heldWhy() != null,
        stored.heldWhy(),
        stored.pausedBy() != null,
        stored.pausedBy(),
        stored.pausedWhy(),
        stored.rows(),
        quarantined);
  }

  private static Feed.Way way(FeedRules rules) {
    if (rules.webhook() != null) {
      return Feed.Way.PUSHED;
    }
    return rules.history() ? Feed.Way.ORDERED : Feed.Way.PULLED;
  }

  private static boolean isWithoutKey(SystemDefinition system, FeedRules rules) {
    WebhookRules hook = rules.webhook();
    return hook != null && !system.secrets().containsKey(hook.secret());
  }

  private Feed.Freshness fresh(FeedRules rules, FeedTable.Stored stored) {
    long since = stored.lastRow() == 0 ? stored.firstAsked() : stored.lastRow();
    long age = clock.millis() - since;
    long rhythm = rules.rhythm().toMillis();
    if (rules.history()) {
      return stored.lastRow() == 0 ? Feed.Freshness.NEVER : Feed.Freshness.FRESH;
    }
    if (age > SILENT_AFTER * rhythm) {
      return Feed.Freshness.SILENT;
    }
    if (age > rhythm) {
      return Feed.Freshness.STALE;
    }
    return stored.lastRow() == 0 ? Feed.Freshness.NEVER : Feed.Freshness.FRESH;
  }

  private String detail(FeedRules rules, FeedTable.Stored stored, Feed.Freshness fresh) {
    if (stored.pausedBy() != null) {
      return "已由 " + stored.pausedBy() + " 暂停：" + stored.pausedWhy();
    }
    if (stored.heldWhy() != null) {
      return (rules.webhook() == null ? "已停住，等待映射更新：" : "不合声明的事件已隔离，等待映射更新：") + stored.heldWhy();
    }
    String trouble = pump.trouble(stored.name()).orElse(null);
    if (trouble != null) {
      return "暂不能取数：" + trouble;
    }
    return switch (fresh) {
      case FRESH -> rules.history() ? "历史办件，按指令导入" : "正常";
      case STALE -> "超过约定的 " + shown(rules.rhythm()) + "没有新数据";
      case SILENT -> "已久无新数据（约定 " + shown(rules.rhythm()) + "），按旧数据对待";
      case NEVER -> "尚未来数";
    };
  }

  /** In the largest unit that says it exactly. */
  private static String shown(Duration rhythm) {
    long seconds = rhythm.toSeconds();
    if (seconds % 3_600 == 0) {
      return rhythm.toHours() + " 小时";
    }
    return seconds % 60 == 0 ? rhythm.toMinutes() + " 分钟" : seconds + " 秒";
  }

  private void gauges(Feed feed) {
    String label = "{system=\"" + feed.system() + "\",feed=\"" + feed.feed() + "\"}";
    metrics.gauge("inbound.rows" + label, () -> (Gauge<Long>) () -> now(feed).rows());
    metrics.gauge("inbound.quarantined" + label, () -> (Gauge<Long>) () -> now(feed).quarantined());
    metrics.gauge("inbound.held" + label, () -> (Gauge<Integer>) () -> now(feed).held() ? 1 : 0);
    metrics.gauge(
        "inbound.last_row_seconds" + label, () -> (Gauge<Long>) () -> secondsSince(now(feed)));
  }

  private long secondsSince(Feed feed) {
    return feed.lastRow() == null
        ? -1
        : Math.max(0, clock.instant().getEpochSecond() - feed.lastRow().toEpochSecond());
  }

  private Feed now(Feed feed) {
    return last.stream()
        .filter(f -> f.system().equals(feed.system()) && f.feed().equals(feed.feed()))
        .findFirst()
        .orElse(feed);
  }

  @Override
  public List<Feed> of(String system) {
    // The register asks for every system, and few give anything.
    if (register.find(system).filter(s -> s.inbound() != null).isEmpty()) {
      return List.of();
    }
    return all().stream().filter(f -> f.system().equals(system)).toList();
  }

  @Override
  public Optional<String> trouble(String system) {
    return register.find(system).map(SystemDefinition::inbound).stream()
        .flatMap(inbound -> inbound.feeds().stream())
        .map(feed -> pump.lasting(new FeedTable.Name(system, feed.name())))
        .flatMap(Optional::stream)
        .map(why -> "暂不能取数：" + why)
        .findFirst();
  }

  /** Red for what is held or silent; as last looked at. */
  List<Check> checks() {
    return last.stream()
        .map(
            f ->
                new Check(
                    "inbound." + f.system() + "." + f.feed(),
                    !f.held() && f.freshness() != Feed.Freshness.SILENT,
                    f.detail()))
        .toList();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
