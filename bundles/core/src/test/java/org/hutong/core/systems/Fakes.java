package org.hutong.core.systems;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;

/** Systems, a factory and adapters as the registry meets them. */
public final class Fakes {
  private Fakes() {}

  /** A register in memory. */
  public static final class Systems implements SystemRegister {
    final List<SystemDefinition> definitions = new CopyOnWriteArrayList<>();

    /** Declares a system, or declares it anew. */
    public void put(String id, String technology, Map<String, Object> settings) {
      definitions.removeIf(d -> d.id().equals(id));
      definitions.add(
          new SystemDefinition(
              id,
              id,
              List.of(),
              null,
              null,
              null,
              technology,
              new SystemDefinition.Limits(
                  2, Duration.ofSeconds(5), 5, Duration.ofSeconds(1), Duration.ofMinutes(1)),
              null,
              settings,
              Map.of(),
              Path.of(".")));
    }

    @Override
    public List<SystemDefinition> all() {
      return definitions;
    }

    @Override
    public Optional<SystemDefinition> find(String id) {
      return definitions.stream().filter(d -> d.id().equals(id)).findFirst();
    }

    @Override
    public List<String> errors(String id) {
      return List.of();
    }
  }

  /**
   * Makes what the setting {@code url} says: {@code wrong}, {@code broken}, {@code hangs}, or good.
   */
  public static final class Factory implements AdapterFactory {
    final List<Remote> made = new CopyOnWriteArrayList<>();
    final AtomicInteger asked = new AtomicInteger();
    final CountDownLatch slow = new CountDownLatch(1);

    /** Whether it fails whatever it is asked for. */
    public volatile boolean broken;

    @Override
    public SystemAdapter create(SystemConfig config) throws InvalidConfig {
      asked.incrementAndGet();
      String url = config.text("url").orElse("");
      if (url.equals("wrong")) {
        throw new InvalidConfig("settings.url", "地址不正确");
      }
      if (url.equals("broken") || broken) {
        throw new NoClassDefFoundError("gone");
      }
      Remote remote = new Remote(url);
      made.add(remote);
      while (url.equals("slow") && slow.getCount() > 0) {
        Thread.onSpinWait(); // deaf to interruption
        java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
      }
      return remote;
    }
  }

  /** An adapter that counts its end. */
  static final class Remote implements SystemAdapter {
    final String url;
    final CountDownLatch closed = new CountDownLatch(1);
    final CountDownLatch hangs = new CountDownLatch(1);

    Remote(String url) {
      this.url = url;
    }

    @Override
    public Outcome deliver(Document document, Context context) {
      return new Outcome.Delivered("R-1");
    }

    @Override
    public Health health() {
      while (url.equals("hangs") && hangs.getCount() > 0) {
        Thread.onSpinWait(); // deaf to interruption
        java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
      }
      return Health.up("正常");
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
