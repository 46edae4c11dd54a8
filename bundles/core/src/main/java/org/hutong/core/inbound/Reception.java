package org.hutong.core.inbound;

import com.codahale.metrics.MetricRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.hutong.adapter.Batch;
import org.hutong.core.systems.InboundRules.FeedRules;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.core.systems.SystemRegister;
import org.hutong.core.systems.WebhookRules;
import org.hutong.core.systems.WebhookRules.Time;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.Pushed;

/**
 * Takes what systems push. Nothing of a body is looked at before its signature fits, nothing is
 * stored of one that does not; what is answered with an outcome is durable.
 */
final class Reception {
  private static final Duration LATER = Duration.ofSeconds(30);

  private final String street;
  private final SystemRegister register;
  private final RowReading reading;
  private final Keeping keeping;
  private final BooleanSupplier roomOnDisk;
  private final MetricRegistry metrics;
  private final Clock clock;

  Reception(
      String street,
      SystemRegister register,
      RowReading reading,
      Keeping keeping,
      BooleanSupplier roomOnDisk,
      MetricRegistry metrics,
      Clock clock) {
    this.street = street;
    this.register = register;
    this.reading = reading;
    this.keeping = keeping;
    this.roomOnDisk = roomOnDisk;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** A feed that is pushed. */
  private record Target(SystemDefinition system, FeedRules feed, WebhookRules hook) {
    FeedTable.Name name() {
      return new FeedTable.Name(system.id(), feed.name());
    }
  }

  Pushed push(String system, String feed, Function<String, List<String>> headers, byte[] body) {
    Optional<Target> found = target(system, feed);
    if (found.isEmpty()) {
      count("-", "-", "signature");
      throw Refused.because(Code.SIGNATURE_WRONG);
    }
    Target target = found.get();
    mustBeSigned(target, headers, body);
    if (!roomOnDisk.getAsBoolean()) {
      count(system, feed, "failed");
      throw Refused.later(Code.STORAGE_LOW, LATER);
    }
    Event event = Event.read(target.feed(), body).orElse(null);
    if (event == null) {
      keeping.malformed(target.name(), reading.version(target.system(), target.feed()), body);
      count(system, feed, "malformed");
      throw Refused.because(Code.MALFORMED_REQUEST, "推送的内容不是 JSON 对象（UTF-8、名称不重复）");
    }
    Pushed.Outcome outcome = keep(target, event);
    count(system, feed, outcome.name().toLowerCase(Locale.ROOT));
    return new Pushed(street, outcome);
  }

  private Pushed.Outcome keep(Target target, Event event) {
    Batch.Row row = Cleaning.row(target.feed(), event.row());
    try {
      return keeping.keep(
          new Keeping.Brought(
              target.system(),
              target.name(),
              target.hook().remember(),
              reading.version(target.system(), target.feed()),
              event,
              Drift.more(target.feed(), row).orElse(null),
              reading.read(target.system(), target.feed(), row)));
    } catch (Refused e) {
      String closed = e.code() == Code.FEED_CLOSED ? "closed" : "failed";
      count(target.name().system(), target.name().feed(), closed);
      throw e;
    }
  }

  private Optional<Target> target(String system, String feed) {
    return register
        .find(system)
        .flatMap(
            found ->
                Optional.ofNullable(found.inbound())
                    .flatMap(inbound -> inbound.feed(feed))
                    .flatMap(
                        rules ->
                            Optional.ofNullable(rules.webhook())
                                .map(hook -> new Target(found, rules, hook))));
  }

  private void mustBeSigned(Target target, Function<String, List<String>> headers, byte[] body) {
    FeedTable.Name name = target.name();
    String key = target.system().secrets().get(target.hook().secret());
    if (key == null) {
      count(name.system(), name.feed(), "closed");
      throw Refused.later(Code.FEED_CLOSED, LATER);
    }
    String time = only(headers.apply(target.hook().timeHeader()));
    String sign = only(headers.apply(target.hook().signHeader()));
    if (!new Seal(target.hook(), key).fits(time, sign, body)) {
      count(name.system(), name.feed(), "signature");
      throw Refused.because(Code.SIGNATURE_WRONG);
    }
    if (!isNow(target.hook(), time)) {
      count(name.system(), name.feed(), "time");
      throw Refused.because(Code.SIGNATURE_OUT_OF_TIME);
    }
  }

  private static String only(List<String> values) {
    return values.size() == 1 ? values.get(0).strip() : "";
  }

  private boolean isNow(WebhookRules hook, String time) {
    if (!time.matches("[0-9]{1,15}")) {
      return false;
    }
    long number = Long.parseLong(time);
    Instant signed =
        hook.time() == Time.MILLIS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    return Duration.between(signed, clock.instant()).abs().compareTo(hook.window()) <= 0;
  }

  /** The names of a feed that is there, never what a stranger wrote. */
  private void count(String system, String feed, String outcome) {
    String labels = "{system=\"" + system + "\",feed=\"" + feed + "\",outcome=\"" + outcome + "\"}";
    metrics.counter("inbound.pushed" + labels).inc();
  }
}
