package org.hutong.core.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.Unavailable;
import org.hutong.kernel.Cursor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class SourcesTest {
  private static final Duration LIMIT = Duration.ofMillis(200);

  private final AdapterRegistry registry = new AdapterRegistry(new One(), Duration.ofSeconds(5));
  private final Sources sources = new Sources(registry);
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private FactoryEntry entry;

  @AfterEach
  void close() {
    released.countDown();
    sources.close();
    registry.close();
  }

  /** The register with its one system. */
  private static final class One implements SystemRegister {
    private final SystemDefinition system =
        new SystemDefinition(
            "si-x",
            "示例系统",
            List.of(),
            null,
            null,
            null,
            "fake",
            new SystemDefinition.Limits(
                1, Duration.ofSeconds(5), 1, Duration.ofSeconds(1), Duration.ofSeconds(1)),
            null,
            Map.of(),
            Map.of(),
            Path.of("."));

    @Override
    public List<SystemDefinition> all() {
      return List.of(system);
    }

    @Override
    public Optional<SystemDefinition> find(String id) {
      return id.equals("si-x") ? Optional.of(system) : Optional.empty();
    }

    @Override
    public List<String> errors(String id) {
      return List.of();
    }
  }

  private static class Quiet implements SystemAdapter {
    @Override
    public Outcome deliver(Document document, Context context) {
      return new Outcome.Rejected("OPERATION", "只取数");
    }

    @Override
    public Health health() {
      return Health.up("可用");
    }

    @Override
    public void close() {
      // Nothing was opened.
    }
  }

  /** What a source does when it is asked. */
  @FunctionalInterface
  private interface Gives {
    Batch batch() throws Unavailable, InterruptedException;
  }

  private static final class Giving extends Quiet implements RecordSource {
    private final Gives gives;

    Giving(Gives gives) {
      this.gives = gives;
    }

    @Override
    public Batch fetch(@Nullable Cursor after, int limit, Context context)
        throws Unavailable, InterruptedException {
      return gives.batch();
    }
  }

  private void serves(SystemAdapter adapter) {
    entry = new FactoryEntry("fake", new Version("1.0.0"), 0, 1, config -> adapter);
    registry.add(entry);
  }

  private Optional<Batch> fetch() throws Unavailable {
    return sources.fetch("si-x", RecordSource.MAIN, null, 10, LIMIT);
  }

  private Batch waits() throws InterruptedException {
    entered.countDown();
    released.await();
    return new Batch(List.of(), List.of(), null, false);
  }

  @Test
  void whileNoAdapterServesThereIsNothingAndNoComplaint() throws Exception {
    assertThat(fetch()).isEmpty();
    serves(new Giving(() -> new Batch(List.of(), List.of(), new Cursor("1"), true)));
    assertThat(fetch().orElseThrow().next()).isEqualTo(new Cursor("1"));
    registry.hold("fake");
    assertThat(fetch()).isEmpty();
  }

  @Test
  void aSwapWaitsForAFetchInFlight() throws Exception {
    serves(new Giving(this::waits));
    CompletableFuture<Optional<Batch>> fetch =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return sources.fetch("si-x", RecordSource.MAIN, null, 10, Duration.ofSeconds(10));
              } catch (Unavailable e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(entered.await(5, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> swap = CompletableFuture.runAsync(() -> registry.remove(entry));
    assertThatThrownBy(() -> swap.get(200, TimeUnit.MILLISECONDS))
        .isNotInstanceOf(ExecutionException.class);
    released.countDown();
    swap.get(5, TimeUnit.SECONDS);
    assertThat(fetch.get(5, TimeUnit.SECONDS)).isPresent();
    assertThat(fetch()).isEmpty();
  }

  @Test
  void aFetchThatNeverEndsIsGivenUpAndItsFeedNotAskedAgainBeforeItHas() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    serves(
        new Giving(
            () -> {
              entered.countDown();
              boolean still = true;
              while (still) { // deaf to interruption, as bad adapters are
                try {
                  released.await();
                  still = false;
                } catch (InterruptedException e) {
                  Thread.onSpinWait();
                }
              }
              ended.countDown();
              return new Batch(List.of(), List.of(), null, false);
            }));
    assertThatThrownBy(this::fetch).isInstanceOf(Unavailable.class).hasMessageContaining("没有应答");
    assertThatThrownBy(this::fetch).isInstanceOf(Unavailable.class).hasMessageContaining("仍未结束");
    released.countDown();
    assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatASourceThrowsIsSaidInASentenceOfOurOwn() {
    serves(
        new Giving(
            () -> {
              throw new NoClassDefFoundError("org/example/Gone");
            }));
    assertThatThrownBy(this::fetch).isInstanceOf(Unavailable.class).hasMessage("接入插件自身出错");
  }

  @Test
  void anAdapterThatReadsNothingSaysSo() {
    serves(new Quiet());
    assertThatThrownBy(this::fetch).isInstanceOf(Unavailable.class).hasMessageContaining("不提供取数");
  }
}
