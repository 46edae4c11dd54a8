package org.hutong.core.systems;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Batch;
import org.hutong.adapter.Context;
import org.hutong.adapter.Holdings;
import org.hutong.adapter.HoldingsSource;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.RecordSource;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.Unavailable;
import org.hutong.kernel.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Reads from systems through their adapters: bounded in time, and swap-proof. A fetch that outlives
 * its time keeps its adapter lent until its thread ends, and its feed is not asked again before.
 */
public final class Sources implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration QUESTION = Duration.ofSeconds(3);

  private final AdapterRegistry adapters;
  private final ForeignCalls calls = new ForeignCalls();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  /** Borrows adapters there. */
  public Sources(AdapterRegistry adapters) {
    this.adapters = adapters;
  }

  /**
   * The next rows of one feed.
   *
   * @return empty while no adapter serves the system, or one is being swapped
   * @throws Unavailable when the system cannot be read now; the message is a Chinese sentence
   */
  public Optional<Batch> fetch(
      String system, String feed, @Nullable Cursor after, int limit, Duration timeLimit)
      throws Unavailable {
    return within(
        system,
        feed,
        RecordSource.class,
        timeLimit,
        source -> source.fetch(feed, after, limit, new Reading(timeLimit)));
  }

  /**
   * Whether the system can list what it holds of ours.
   *
   * @return empty while no adapter serves the system, or one is being swapped
   * @throws Unavailable when the adapter gave no answer
   */
  public Optional<Boolean> lists(String system) throws Unavailable {
    return within(
        system,
        "#lists",
        SystemAdapter.class,
        QUESTION,
        adapter -> adapter instanceof HoldingsSource source && source.listsHoldings());
  }

  /**
   * The next page of what the system holds of ours, of one that {@link #lists}.
   *
   * @return empty while no adapter serves the system, or one is being swapped
   * @throws Unavailable when the list cannot be had now; the message is a Chinese sentence
   */
  public Optional<Holdings> holdings(
      String system,
      Instant from,
      Instant to,
      @Nullable Cursor after,
      int limit,
      Duration timeLimit)
      throws Unavailable {
    return within(
        system,
        "#holdings",
        HoldingsSource.class,
        timeLimit,
        source -> source.holdings(from, to, after, limit, new Reading(timeLimit)));
  }

  @FunctionalInterface
  private interface Read<S, T> {
    T from(S source) throws Exception;
  }

  private <S, T> Optional<T> within(
      String system, String what, Class<S> kind, Duration timeLimit, Read<S, T> read)
      throws Unavailable {
    String place = system + "/" + what;
    if (!busy.add(place)) {
      throw new Unavailable("上一次取数仍未结束");
    }
    Optional<Lease> lent = adapters.lease(system);
    if (lent.isEmpty()) {
      busy.remove(place);
      return Optional.empty();
    }
    Lease lease = lent.get();
    Runnable ended =
        () -> {
          lease.close();
          busy.remove(place);
        };
    if (!kind.isInstance(lease.adapter())) {
      ended.run();
      throw new Unavailable("该系统的接入插件不提供取数");
    }
    S source = kind.cast(lease.adapter());
    try {
      T found =
          calls.within(
              timeLimit.plus(GRACE),
              lease.adapter().getClass().getClassLoader(),
              () -> read.from(source),
              ended);
      if (found == null) {
        throw new Unavailable("接入插件没有给出结果");
      }
      return Optional.of(found);
    } catch (ForeignCalls.Failed e) {
      if (e.getCause() instanceof Unavailable unavailable) {
        throw unavailable;
      }
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  /** Reading interprets no answers. */
  private record Reading(Duration timeLimit) implements Context {
    @Override
    public Optional<String> traceparent() {
      return Optional.empty();
    }

    @Override
    public Outcome interpret(Answer answer) {
      return new Outcome.Unknown("取数没有回执");
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
