package org.hutong.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.access.Refusals.code;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;

class HashGateTest {
  @Test
  void twoAreHashedAtATimeSomeWaitAndTheRestAreTurnedAway() throws Exception {
    HashGate gate = new HashGate();
    CountDownLatch inside = new CountDownLatch(2);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Callable<Boolean> call =
        () ->
            gate.run(
                () -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  inside.countDown();
                  try {
                    return end.await(10, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    return false;
                  } finally {
                    now.decrementAndGet();
                  }
                });
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      List<Future<Boolean>> calls = new ArrayList<>();
      calls.add(pool.submit(call));
      calls.add(pool.submit(call));
      assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
      List<Future<Code>> flood = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        flood.add(pool.submit(() -> outcome(call)));
      }
      // Those beyond the waiting room are turned away while both places are still taken.
      int turnedAway = 0;
      for (Future<Code> one : flood) {
        turnedAway += one.get(20, TimeUnit.SECONDS) == Code.TOO_MANY_REQUESTS ? 1 : 0;
      }
      assertThat(turnedAway).isEqualTo(40);
      end.countDown();
      for (Future<Boolean> one : calls) {
        assertThat(one.get(10, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(most).hasValue(2);
      assertThat(gate.run(() -> true)).isTrue();
    } finally {
      pool.shutdownNow();
    }
  }

  private static Code outcome(Callable<Boolean> call) throws Exception {
    try {
      call.call();
      return Code.INTERNAL_ERROR;
    } catch (Refused e) {
      return e.code();
    }
  }

  @Test
  void whatIsThrownInsideFreesThePlace() {
    HashGate gate = new HashGate();
    for (int i = 0; i < 5; i++) {
      assertThat(
              code(
                  () ->
                      gate.run(
                          () -> {
                            throw Refused.because(Code.INTERNAL_ERROR);
                          })))
          .isEqualTo(Code.INTERNAL_ERROR);
    }
  }
}
