package org.hutong.core.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hutong.adapter.Outcome;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.DeliveryFilter;
import org.hutong.delivery.DeliveryState;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;

/** A short story in which a defect would show. Broken promises it sees itself it adds to a set. */
enum Scenario {
  SILENT_SEND {
    @Override
    void carryOut(Street street, Set<Promise> broken) throws Exception {
      street.remote(SI_02).next(Remote.IS_SILENT);
      play(street, "accept 1");
    }
  },
  KEPT_SILENTLY {
    @Override
    void carryOut(Street street, Set<Promise> broken) throws Exception {
      street.remote(SI_02).deduplicates = false;
      street.remote(SI_02).next(Remote.KEEPS_BUT_IS_SILENT);
      play(street, "accept 1");
    }
  },
  TWO_CASES {
    @Override
    void carryOut(Street street, Set<Promise> broken) throws Exception {
      play(street, "accept 1\nrest\naccept 2\nrest");
    }
  },
  REFUSED {
    @Override
    void carryOut(Street street, Set<Promise> broken) throws Exception {
      street.remote(SI_02).next(Remote.REJECTS);
      play(street, "accept 1\nrest");
    }
  },
  SENT_AND_CORRECTED {
    @Override
    void carryOut(Street street, Set<Promise> broken) throws Exception {
      play(street, "accept 1\nrest\ncorrect 1\nrest");
    }
  },
  /** Revision 2 is unknown and turns out to be absent; revision 3 must wait for that. */
  CORRECTION_BEHIND_AN_UNKNOWN {
    @Override
    void carryOut(Street street, Set<Promise> broken) throws Exception {
      Remote remote = street.remote(SI_02);
      play(street, "accept 1\nrest");
      remote.settle = Duration.ofHours(1);
      remote.next(Remote.KEEPS_BUT_IS_SILENT);
      CountDownLatch go = new CountDownLatch(1);
      remote.next(
          (document, r) -> {
            go.await();
            return r.keep(document);
          });
      street.remote(SI_04).next(Remote.ACCEPTS);
      street.correct(1, 2);
      expect(street, 1, 2, null);
      awaitState(street, DeliveryState.UNKNOWN);
      street.correct(1, 3);
      expect(street, 1, 3, null);
      // The lane has had its turn with revision 3 once a later case has gone through.
      go.countDown();
      street.accept(2);
      expect(street, 2, 1, org.hutong.kernel.Operation.CREATE);
      Street.await(
          () -> remote.effects().contains(Street.number(2) + "/1/si-02/CREATE"), () -> "case 2");
      street.awaitIdle(SI_02, 1);
      boolean early = remote.effects().contains(Street.number(1) + "/3/si-02/CORRECT");
      if (early) {
        broken.add(Promise.IN_ORDER);
      }
      CLOCK.forward(Duration.ofHours(2));
      street.engine.signal();
      History.rest(street);
    }
  },
  CRASH_DURING_A_SEND {
    @Override
    void carryOut(Street street, Set<Promise> broken) throws Exception {
      Remote remote = street.remote(SI_02);
      remote.deduplicates = false;
      CountDownLatch go = new CountDownLatch(1);
      remote.next(
          (document, r) -> {
            Outcome outcome = r.keep(document);
            go.await();
            return outcome;
          });
      street.accept(1);
      expect(street, 1, 1, org.hutong.kernel.Operation.CREATE);
      Street.await(() -> remote.effects().size() == 1, () -> "the effect");
      street.crash(go);
      street.open();
      History.rest(street);
    }
  },
  /** A person brings the newer revision into a system that takes no correction. */
  NEWER_ONE_BY_HAND {
    @Override
    void carryOut(Street street, Set<Promise> broken) throws Exception {
      street.updates = Set.of();
      Remote remote = street.remote(SI_02);
      remote.settle = Duration.ofHours(1);
      remote.next(Remote.IS_SILENT);
      street.accept(1);
      expect(street, 1, 1, org.hutong.kernel.Operation.CREATE);
      awaitState(street, DeliveryState.UNKNOWN);
      street.correct(1, 2);
      expect(street, 1, 2, null);
      Delivery newer =
          street.of(1).stream()
              .filter(d -> d.system().equals(SI_02) && d.revision() == 2)
              .findFirst()
              .orElseThrow();
      String receipt = remote.byHand(newer.key());
      street.awaitIdle(SI_02, 1);
      street.deliveries.act(
          Street.OFFICER,
          newer.id(),
          UUID.randomUUID().toString(),
          Map.of("action", "confirm", "receipt", receipt));
      CLOCK.forward(Duration.ofHours(2));
      street.engine.signal();
      History.rest(street);
    }
  },
  WITHDRAWN_WHILE_PAUSED {
    @Override
    void carryOut(Street street, Set<Promise> broken) throws Exception {
      play(street, "pause si-02\naccept 1\nwithdraw 1\nresume si-02\naccept 2\nrest");
    }
  },
  /** The answer is lost, and the effect comes only after a look-up could already be made. */
  LANDS_LATE {
    @Override
    void carryOut(Street street, Set<Promise> broken) throws Exception {
      Remote remote = street.remote(SI_02);
      remote.deduplicates = false;
      remote.settle = Duration.ofHours(1);
      CompletableFuture<Runnable> landing = new CompletableFuture<>();
      remote.next(
          (document, r) -> {
            landing.complete(() -> r.keep(document));
            return new Outcome.Unknown("连接中断");
          });
      street.accept(1);
      expect(street, 1, 1, org.hutong.kernel.Operation.CREATE);
      Runnable lands = landing.get(20, TimeUnit.SECONDS);
      // Settled in either way: it waits for a moment that is still to come, or it is done.
      Street.await(
          () ->
              street.of(1).stream()
                  .filter(d -> d.system().equals(SI_02))
                  .allMatch(
                      d ->
                          d.state() == DeliveryState.DELIVERED
                              || d.state() == DeliveryState.UNKNOWN
                                  && d.nextAttemptAt() != null
                                  && d.nextAttemptAt().toInstant().isAfter(CLOCK.instant())),
          () -> "unknown, or done");
      lands.run();
      CLOCK.forward(Duration.ofHours(2));
      street.engine.signal();
      History.rest(street);
    }
  },
  ONE_HANGS {
    @Override
    void carryOut(Street street, Set<Promise> broken) throws Exception {
      CountDownLatch go = new CountDownLatch(1);
      CountDownLatch hangs = new CountDownLatch(1);
      street
          .remote(SI_02)
          .next(
              (document, r) -> {
                hangs.countDown();
                go.await();
                return r.keep(document);
              });
      street.lanes.pause(Street.IT, SI_04, "先后");
      street.accept(1);
      expect(street, 1, 1, org.hutong.kernel.Operation.CREATE);
      hangs.await(20, TimeUnit.SECONDS);
      street.lanes.resume(Street.IT, SI_04, "");
      try {
        // While it hangs; its own time limit is far longer than a healthy lane needs.
        Street.await(() -> street.remote(SI_04).effects().size() == 1, () -> "the other", 2_500);
      } catch (AssertionError e) {
        broken.add(Promise.OTHERS_GO_ON);
      }
      go.countDown();
      History.rest(street);
    }
  },
  /** More retries than may be saved up, at a system that goes on saying that it is busy. */
  BUSY_BEYOND_ITS_BUDGET {
    @Override
    void carryOut(Street street, Set<Promise> broken) throws Exception {
      street.system(
          SI_02,
          new SystemDefinition.Limits(
              4, Duration.ofSeconds(5), 20, Duration.ofMillis(5), Duration.ofMillis(50), 0, 1));
      play(street, "otherwise si-02 BUSY\naccept 1\naccept 2\naccept 3\naccept 4");
    }
  },
  PAUSED_OVER_A_CRASH {
    @Override
    void carryOut(Street street, Set<Promise> broken) throws Exception {
      street.lanes.pause(Street.IT, SI_02, "检修");
      long since = System.currentTimeMillis();
      street.accept(1);
      expect(street, 1, 1, org.hutong.kernel.Operation.CREATE);
      street.crash(new CountDownLatch(0));
      street.open();
      try {
        // A lane that has forgotten it claims at once.
        Street.await(() -> History.claimedAfter(street, SI_02, since), () -> "a claim", 1_000);
        broken.add(Promise.PAUSED_STAYS);
      } catch (AssertionError e) {
        // As promised.
      }
      street.lanes.resume(Street.IT, SI_02, "");
      History.rest(street);
    }
  },
  /** A reader looks at the ledger while a unit that is refused in the end has planned in it. */
  REFUSED_BEHIND_A_READER {
    @Override
    void carryOut(Street street, Set<Promise> broken) throws Exception {
      CountDownLatch planned = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      CompletableFuture<Integer> refused =
          street.store.submit(
              tx -> {
                street.ledger.reached(tx, street.ref(1, 1), Street.ACCEPTED);
                planned.countDown();
                awaitQuietly(go);
                throw Refused.because(Code.CASE_STALE);
              });
      planned.await(20, TimeUnit.SECONDS);
      CompletableFuture<List<Delivery>> shown = new CompletableFuture<>();
      Thread reader =
          new Thread(
              () ->
                  shown.complete(
                      street
                          .deliveries
                          .find(Street.IT, new DeliveryFilter(SI_02, null, null, 500, null))
                          .items()));
      reader.start();
      Street.await(
          () -> shown.isDone() || waitsForACommit(reader),
          () -> "an answer, or a reader that waits");
      go.countDown();
      if (!shown.get(20, TimeUnit.SECONDS).isEmpty()) {
        broken.add(Promise.SHOWN_STAYS);
      }
      refused.handle((answer, e) -> 0).join();
    }
  };

  static final String SI_02 = "si-02";
  static final String SI_04 = "si-04";
  static final MovedClock CLOCK = new MovedClock();

  abstract void carryOut(Street street, Set<Promise> broken) throws Exception;

  private static void play(Street street, String lines) throws Exception {
    History.read(lines).carryOut(street);
  }

  private static void expect(
      Street street, long id, int revision, org.hutong.kernel.Operation operation) {
    street.systems.forEach(
        s ->
            street.expected.add(
                new CaseSource.Expected(Street.number(id), revision, s.id(), operation)));
  }

  private static void awaitState(Street street, DeliveryState state) {
    Street.await(
        () -> street.of(1).stream().anyMatch(d -> d.system().equals(SI_02) && d.state() == state),
        () -> state + ", not " + street.states(1));
  }

  /** It has read what is there, and waits for whoever wrote it. */
  private static boolean waitsForACommit(Thread reader) {
    return Arrays.stream(reader.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("awaitEnd"));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Goes on by itself, and can be moved forward. */
  static final class MovedClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    void forward(Duration by) {
      ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
