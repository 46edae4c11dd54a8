package org.hutong.core.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.Holdings;
import org.hutong.adapter.Holdings.Holding;
import org.hutong.adapter.HoldingsSource;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.adapter.Unavailable;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.jspecify.annotations.Nullable;

/** A small system of its own: counts attempts and effects apart, and answers as it is told. */
final class Remote {
  /** What the system does with one document. */
  @FunctionalInterface
  interface Behaviour {
    Outcome on(Document document, Remote remote) throws NotSent, InterruptedException;
  }

  static final Behaviour ACCEPTS = (document, remote) -> remote.keep(document);
  static final Behaviour IS_DOWN =
      (document, remote) -> {
        throw new NotSent("拒绝连接");
      };
  static final Behaviour KEEPS_BUT_IS_SILENT =
      (document, remote) -> {
        remote.keep(document);
        return new Outcome.Unknown("连接中断");
      };
  static final Behaviour IS_SILENT = (document, remote) -> new Outcome.Unknown("连接中断");
  static final Behaviour REJECTS = (document, remote) -> new Outcome.Rejected("E12", "姓名不符");
  static final Behaviour IS_BUSY = (document, remote) -> new Outcome.RetryLater("忙", Duration.ZERO);

  final List<String> attempts = new ArrayList<>();
  final List<String> traces = new ArrayList<>();
  final Set<String> refused = new HashSet<>();
  final Set<String> triedAfterRefusal = new HashSet<>();

  /** How often it said of a key that it is busy. */
  final Map<String, Integer> putBack = new HashMap<>();

  final Map<String, Document> documents = new LinkedHashMap<>();

  /** Its records now, by case; a test may delete or alter them. */
  final Map<String, Holding> held = new LinkedHashMap<>();

  private final Map<String, Holding> lost = new HashMap<>();
  private final Map<String, String> receipts = new LinkedHashMap<>();
  private final List<String> effects = new ArrayList<>();
  private final Queue<Behaviour> script = new ArrayDeque<>();
  volatile Behaviour otherwise = ACCEPTS;
  volatile boolean canLookUp = true;
  volatile boolean deduplicates = true;
  volatile boolean lists = true;
  volatile @Nullable String listFails;
  volatile Duration settle = Duration.ZERO;
  volatile @Nullable Answer answers;

  /** As a call does that ignores every interruption. */
  static void ignoreInterruptionsUntil(CountDownLatch released) {
    boolean waiting = true;
    while (waiting) {
      try {
        released.await();
        waiting = false;
      } catch (InterruptedException e) {
        waiting = true;
      }
    }
  }

  synchronized Remote next(Behaviour... behaviours) {
    script.addAll(List.of(behaviours));
    return this;
  }

  synchronized Outcome keep(Document document) {
    String key = document.key().text();
    if (!deduplicates || !receipts.containsKey(key)) {
      effects.add(key);
      receipts.put(key, "R-" + effects.size());
      documents.put(key, document);
      DeliveryKey of = document.key();
      Holding before = held.get(of.caseNumber());
      held.put(
          of.caseNumber(),
          new Holding(
              key,
              receipts.get(key),
              of.revision(),
              of.operation() == Operation.CANCEL,
              before == null ? Instant.now() : before.at()));
    }
    return new Outcome.Delivered(receipts.get(key));
  }

  /** A record of the case is gone, until it is kept again. */
  synchronized void lose(String number) {
    lost.put(number, held.remove(number));
  }

  synchronized void keepAgain(String number) {
    held.put(number, lost.remove(number));
  }

  synchronized @Nullable String receiptOf(String key) {
    return receipts.get(key);
  }

  /** A person types it into the system, under the key it would have had. */
  synchronized String byHand(String key) {
    effects.add(key);
    receipts.put(key, "R-" + effects.size());
    return receipts.get(key);
  }

  synchronized List<String> effects() {
    return List.copyOf(effects);
  }

  synchronized List<String> attempts() {
    return List.copyOf(attempts);
  }

  private Behaviour take(Document document) {
    synchronized (this) {
      attempts.add(document.key().text());
      Behaviour next = script.poll();
      return next == null ? otherwise : next;
    }
  }

  private final class Adapter implements SystemAdapter, HoldingsSource {
    @Override
    public Outcome deliver(Document document, Context context)
        throws NotSent, InterruptedException {
      synchronized (Remote.this) {
        traces.add(context.traceparent().orElse(""));
        if (refused.contains(document.key().text())) {
          triedAfterRefusal.add(document.key().text());
        }
      }
      Answer answer = answers;
      if (answer != null) {
        context.interpret(answer);
      }
      Outcome outcome = take(document).on(document, Remote.this);
      synchronized (Remote.this) {
        if (outcome instanceof Outcome.Rejected) {
          refused.add(document.key().text());
        } else if (outcome instanceof Outcome.RetryLater) {
          putBack.merge(document.key().text(), 1, Integer::sum);
        }
      }
      return outcome;
    }

    @Override
    public LookUp lookUp(DeliveryKey key, Context context) {
      synchronized (Remote.this) {
        if (!canLookUp) {
          return new LookUp.CannotTell("没有查询接口");
        }
        String receipt = receipts.get(key.text());
        return receipt == null ? new LookUp.Absent() : new LookUp.Found(receipt);
      }
    }

    @Override
    public boolean listsHoldings() {
      return lists;
    }

    /** The cursor is how many were given. */
    @Override
    public Holdings holdings(
        Instant from, Instant to, @Nullable Cursor after, int limit, Context context)
        throws Unavailable {
      String fails = listFails;
      if (fails != null) {
        throw new Unavailable(fails);
      }
      synchronized (Remote.this) {
        List<Holding> all =
            held.values().stream()
                .filter(h -> !h.at().isBefore(from) && h.at().isBefore(to))
                .toList();
        int begin = after == null ? 0 : Integer.parseInt(after.value());
        int end = Math.min(all.size(), begin + Math.min(limit, 3));
        return new Holdings(
            all.subList(begin, end), end == all.size() ? null : new Cursor("" + end));
      }
    }

    @Override
    public Duration settleTime() {
      return settle;
    }

    @Override
    public boolean resendIsSafe() {
      return !canLookUp && deduplicates;
    }

    @Override
    public Health health() {
      return Health.up("正常");
    }

    @Override
    public void close() {}
  }

  /** One factory for all remotes. */
  static final class Factory implements AdapterFactory {
    final Map<String, Remote> remotes = new ConcurrentHashMap<>();

    Remote of(String system) {
      return remotes.computeIfAbsent(system, s -> new Remote());
    }

    @Override
    public SystemAdapter create(SystemConfig config) {
      return of(config.id()).new Adapter();
    }
  }
}
