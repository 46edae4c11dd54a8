package org.hutong.core.delivery;

import static org.hutong.core.delivery.Scenario.SI_02;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.DeliveryKey;

/**
 * Defects by name: what each would be in the product, where it is let in, the scenario that meets
 * it, and the promise that catches it. Without the defect the same scenario keeps every promise.
 */
enum Defect {
  DELIVERED_BEFORE_THE_RECEIPT(Scenario.SILENT_SEND, Promise.RECEIPT_IS_THE_SYSTEMS) {
    @Override
    void inject(Street street) {
      street.seams.policy =
          right ->
              (ended, limits, now) ->
                  ended.effect() instanceof Effect.Answered answered
                          && answered.outcome() instanceof Outcome.Unknown
                      ? Verdict.of(ended.due(), DeliveryState.DELIVERED, null).receipt("assumed")
                      : right.judge(ended, limits, now);
    }
  },
  UNKNOWN_RESENT(Scenario.KEPT_SILENTLY, Promise.ONE_EFFECT) {
    @Override
    void inject(Street street) {
      street.seams.policy =
          right ->
              (ended, limits, now) -> {
                Verdict verdict = right.judge(ended, limits, now);
                return verdict.state() == DeliveryState.UNKNOWN
                    ? Verdict.of(ended.due(), DeliveryState.RETRYING, Why.LATER)
                        .next(now.toEpochMilli())
                    : verdict;
              };
    }
  },
  RECEIPT_OF_ANOTHER_CASE(Scenario.TWO_CASES, Promise.RECEIPT_IS_THE_SYSTEMS) {
    @Override
    void inject(Street street) {
      ConcurrentHashMap<String, String> last = new ConcurrentHashMap<>();
      street.seams.policy =
          right ->
              (ended, limits, now) -> {
                Verdict verdict = right.judge(ended, limits, now);
                String own = verdict.receipt();
                String before = own == null ? null : last.put(ended.due().system(), own);
                return before == null ? verdict : verdict.receipt(before);
              };
    }
  },
  OLD_FAILURE_MOVES_BY_ITSELF(Scenario.REFUSED, Promise.REFUSED_STAYS) {
    @Override
    void inject(Street street) {
      street.seams.policy =
          right ->
              (ended, limits, now) -> {
                Verdict verdict = right.judge(ended, limits, now);
                return verdict.state() == DeliveryState.QUARANTINED
                    ? Verdict.of(ended.due(), DeliveryState.RETRYING, Why.LATER)
                        .next(now.toEpochMilli())
                    : verdict;
              };
    }
  },
  ORDER_IGNORED(Scenario.CORRECTION_BEHIND_AN_UNKNOWN, Promise.IN_ORDER) {
    @Override
    void inject(Street street) {
      rewrite(
          street,
          sql ->
              sql.contains("NOT EXISTS") && sql.contains("'SENDING'")
                  ? sql.replace("earlier.id < ?", "earlier.id < ? AND 1 = 0")
                  : sql);
    }
  },
  CLAIM_LOST(Scenario.CRASH_DURING_A_SEND, Promise.ONE_EFFECT) {
    @Override
    void inject(Street street) {
      // The claim stays in memory: after a crash nobody knows that a send was under way.
      rewrite(
          street,
          sql ->
              sql.contains("SET state = 'SENDING'")
                  ? sql.replace("SET state = 'SENDING'", "SET state = 'WAITING'")
                  : sql.contains("SET state = 'DELIVERED', receipt = ?, ended_at")
                      ? sql.replace("state = 'SENDING'", "state = 'WAITING'")
                      : sql);
    }
  },
  OLDER_REVISION_OVERWRITES(Scenario.NEWER_ONE_BY_HAND, Promise.IN_ORDER) {
    @Override
    void inject(Street street) {
      rewrite(
          street,
          sql ->
              sql.contains("id < ?") && sql.contains("SET state = ?, why = ?")
                  ? sql.replace("id < ?", "id < ? AND 1 = 0")
                  : sql);
    }
  },
  CANCELLED_ONE_SENT(Scenario.WITHDRAWN_WHILE_PAUSED, Promise.NOTHING_OF_THE_ENDED) {
    @Override
    void inject(Street street) {
      // The lane sends what it has in memory without asking the table.
      rewrite(
          street,
          sql ->
              sql.contains("SET state = 'SENDING'")
                  ? sql.replace(
                      "state IN ('WAITING', 'RETRYING')", "state IN ('WAITING', 'CANCELLED')")
                  : sql.contains("SET state = 'DELIVERED', receipt = ?, ended_at")
                      ? sql.replace("'DELIVERED'", "'CANCELLED'")
                      : sql);
    }
  },
  ABSENT_BELIEVED_TOO_EARLY(Scenario.LANDS_LATE, Promise.ONE_EFFECT) {
    @Override
    void inject(Street street) {
      street.seams.adapter =
          right ->
              new Changed(right) {
                @Override
                public Duration settleTime() {
                  return Duration.ZERO;
                }
              };
    }
  },
  LANE_THREAD_SHARED(Scenario.ONE_HANGS, Promise.OTHERS_GO_ON) {
    @Override
    void inject(Street street) {
      ReentrantLock one = new ReentrantLock();
      street.seams.adapter =
          right ->
              new Changed(right) {
                @Override
                public Outcome deliver(Document document, Context context)
                    throws NotSent, InterruptedException {
                  one.lockInterruptibly();
                  try {
                    return super.deliver(document, context);
                  } finally {
                    one.unlock();
                  }
                }
              };
    }
  },
  DOCUMENT_OF_ANOTHER_REVISION(Scenario.SENT_AND_CORRECTED, Promise.RECORD_IS_THE_CASES) {
    @Override
    void inject(Street street) {
      street.seams.adapter =
          right ->
              new Changed(right) {
                private volatile Document first;

                @Override
                public Outcome deliver(Document document, Context context)
                    throws NotSent, InterruptedException {
                  Document stale = first == null ? document : first;
                  first = stale;
                  return super.deliver(
                      new Document(
                          document.key(), stale.content(), document.earlierReceipt(), null),
                      context);
                }
              };
    }
  },
  ROW_DELETED(Scenario.TWO_CASES, Promise.LEDGER_WHOLE) {
    @Override
    void after(Street street) {
      street.store.write(
          tx -> tx.prepare("DELETE FROM delivery WHERE case_id = 1").executeUpdate());
    }
  },
  RECORD_ALTERED_IN_A_SYSTEM(Scenario.TWO_CASES, Promise.RECORD_IS_THE_CASES) {
    @Override
    void after(Street street) {
      Remote remote = street.remote(SI_02);
      synchronized (remote) {
        String key = Street.number(1) + "/1/" + SI_02 + "/CREATE";
        Document held = remote.documents.get(key);
        remote.documents.put(
            key,
            new Document(held.key(), java.util.Map.of("number", "?", "revision", 1), null, null));
      }
    }
  },
  RETRY_COUNTED_AS_A_FIRST(Scenario.BUSY_BEYOND_ITS_BUDGET, Promise.RETRIES_IN_BUDGET) {
    @Override
    void inject(Street street) {
      street.seams.policy =
          right ->
              (ended, limits, now) -> {
                Verdict verdict = right.judge(ended, limits, now);
                return verdict.state() == DeliveryState.RETRYING
                    ? verdict.counted(0, 0, verdict.asked())
                    : verdict;
              };
    }
  },
  PAUSE_FORGOTTEN(Scenario.PAUSED_OVER_A_CRASH, Promise.PAUSED_STAYS) {
    @Override
    void inject(Street street) {
      rewrite(
          street,
          sql -> sql.replace("UPDATE lane SET paused = ?", "UPDATE lane SET paused = 0 * ?"));
    }
  },
  UNCOMMITTED_SHOWN(Scenario.REFUSED_BEHIND_A_READER, Promise.SHOWN_STAYS) {
    @Override
    void inject(Street street) {
      street.seams.store = right -> new RewrittenStore(right, sql -> sql, true);
    }
  };

  final Scenario scenario;
  final Promise caughtBy;

  Defect(Scenario scenario, Promise caughtBy) {
    this.scenario = scenario;
    this.caughtBy = caughtBy;
  }

  /** Before the street opens. */
  void inject(Street street) {}

  /** After all has come to rest. */
  void after(Street street) {}

  private static void rewrite(Street street, UnaryOperator<String> sql) {
    street.seams.store = right -> new RewrittenStore(right, sql);
  }

  /** An adapter with one thing changed. */
  private static class Changed implements SystemAdapter {
    private final SystemAdapter right;

    Changed(SystemAdapter right) {
      this.right = right;
    }

    @Override
    public Outcome deliver(Document document, Context context)
        throws NotSent, InterruptedException {
      return right.deliver(document, context);
    }

    @Override
    public LookUp lookUp(DeliveryKey key, Context context) throws InterruptedException {
      return right.lookUp(key, context);
    }

    @Override
    public Duration settleTime() {
      return right.settleTime();
    }

    @Override
    public boolean resendIsSafe() {
      return right.resendIsSafe();
    }

    @Override
    public Health health() {
      return right.health();
    }

    @Override
    public void close() {
      right.close();
    }
  }
}
