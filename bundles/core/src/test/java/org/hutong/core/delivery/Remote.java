package org.hutong.core.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.kernel.DeliveryKey;
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
  final Map<String, Document> documents = new LinkedHashMap<>();
  private final Map<String, String> receipts = new LinkedHashMap<>();
  private final List<String> effects = new ArrayList<>();
  private final Queue<Behaviour> script = new ArrayDeque<>();
  volatile Behaviour otherwise = ACCEPTS;
  volatile boolean canLookUp = true;
  volatile boolean deduplicates = true;
  volatile Duration settle = Duration.ZERO;
  volatile @Nullable Answer answers;

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
    }
    return new Outcome.Delivered(receipts.get(key));
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

  private final class Adapter implements SystemAdapter {
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
      if (outcome instanceof Outcome.Rejected) {
        synchronized (Remote.this) {
          refused.add(document.key().text());
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
