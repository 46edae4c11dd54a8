package org.hutong.core;

import com.codahale.metrics.Counting;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metered;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Sampling;
import com.codahale.metrics.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.Item;
import org.hutong.core.casework.CaseRoom;
import org.hutong.systems.Appliance;

/** What the appliance says of itself; answers also while the store is not there. */
final class ApplianceDesk implements Appliance {
  private final String street;
  private final String streetName;
  private final String version;
  private final Catalogue catalogue;
  private final List<Purpose> purposes;
  private final Map<String, Long> limits;
  private final MetricRegistry metrics;
  private volatile Supplier<List<Check>> watched = List::of;
  private volatile Readiness readiness = new Readiness(false, "数据库尚未就绪");
  private volatile Supplier<Optional<String>> trouble = Optional::empty;

  ApplianceDesk(
      Settings settings,
      String version,
      Catalogue catalogue,
      List<Purpose> purposes,
      MetricRegistry metrics) {
    this.street = settings.street();
    this.streetName = settings.streetName();
    this.version = version;
    this.catalogue = catalogue;
    this.purposes = List.copyOf(purposes);
    this.limits = new TreeMap<>(CaseRoom.limits());
    // Fixed by the contract, and not to be configured.
    limits.putAll(
        Map.of(
            "pageSize", 500L,
            "longPollSeconds", 60L,
            "idempotencyKeyLength", 128L,
            "nameCodePoints", 100L));
    this.metrics = metrics;
  }

  void readiness(boolean ready, String reason) {
    readiness = new Readiness(ready, reason);
  }

  @Override
  public Capabilities capabilities(Caller caller) {
    return new Capabilities(
        street,
        streetName,
        version,
        List.of("rest/v1", "soap/v1"),
        catalogue.find(null, null, null).stream().map(Item::ref).toList(),
        catalogue.schemes(),
        purposes,
        limits);
  }

  /** Asked each time: what keeps intake closed although the store answers. */
  void watch(Supplier<Optional<String>> trouble) {
    this.trouble = trouble;
  }

  @Override
  public Readiness readiness() {
    Readiness now = readiness;
    return now.ready()
        ? trouble.get().map(reason -> new Readiness(false, reason)).orElse(now)
        : now;
  }

  /** More that is watched once the rooms are open. */
  void watchAll(Supplier<List<Check>> checks) {
    watched = checks;
  }

  @Override
  public List<Check> health(Caller caller) {
    // Reasons of pauses are words of the street's own people: not for everybody.
    boolean all = caller.is(Role.ADMIN) || caller.is(Role.STREET_IT);
    return all ? checks() : List.of(store());
  }

  private Check store() {
    Readiness now = readiness();
    return new Check("store", now.ready(), now.reason());
  }

  private List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    checks.add(store());
    checks.addAll(watched.get());
    checks.sort(Comparator.comparing(Check::ok).thenComparing(Check::name));
    return List.copyOf(checks);
  }

  @Override
  public String metrics(Caller caller) {
    caller.mustBe(Role.ADMIN);
    StringBuilder text = new StringBuilder(4_096);
    line(text, "hutong_ready", "", readiness().ready() ? 1 : 0);
    for (Check check : checks()) {
      line(text, "hutong_health", "{check=\"" + check.name() + "\"}", check.ok() ? 1 : 0);
    }
    new TreeMap<>(metrics.getMetrics()).forEach((name, metric) -> write(text, name, metric));
    return text.toString();
  }

  /** {@code lane.depth{system="si-02"}} keeps its label; the rest becomes the name. */
  private static void write(StringBuilder text, String name, Metric metric) {
    int brace = name.indexOf('{');
    String labels = brace < 0 ? "" : name.substring(brace);
    String plain =
        "hutong_"
            + (brace < 0 ? name : name.substring(0, brace))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_]", "_");
    if (metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number) {
      line(text, plain, labels, number.doubleValue());
    } else if (metric instanceof Metered metered) {
      line(text, plain + "_total", labels, metered.getCount());
    } else if (metric instanceof Counting counting) {
      line(text, plain + "_total", labels, counting.getCount());
    }
    if (metric instanceof Sampling sampling) {
      Snapshot snapshot = sampling.getSnapshot();
      line(text, plain + "_seconds_p50", labels, snapshot.getMedian() / 1e9);
      line(text, plain + "_seconds_p99", labels, snapshot.get99thPercentile() / 1e9);
    }
  }

  private static void line(StringBuilder text, String name, String labels, double value) {
    text.append(name).append(labels).append(' ').append(value).append('\n');
  }
}
