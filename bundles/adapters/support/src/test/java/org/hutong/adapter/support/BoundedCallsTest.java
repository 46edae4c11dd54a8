package org.hutong.adapter.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hutong.adapter.NotSent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedCallsTest {
  private final BoundedCalls calls = new BoundedCalls("hutong-test");
  private final AtomicBoolean aborted = new AtomicBoolean();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    calls.close();
  }

  /** Waits without noticing interrupts, as a thread does that reads a socket. */
  private BoundedCalls.Call<String> deaf(boolean endsWhenAborted) {
    return new BoundedCalls.Call<>() {
      @Override
      public String run() {
        boolean released = false;
        while (!released) {
          try {
            release.await();
            released = true;
          } catch (InterruptedException e) {
            released = false;
          }
        }
        return "ended";
      }

      @Override
      public void abort() {
        aborted.set(true);
        if (endsWhenAborted) {
          release.countDown();
        }
      }

      @Override
      public String abandoned() {
        return "abandoned";
      }
    };
  }

  @Test
  void aCallThatIsAbortedInTimeGivesItsOwnAnswer() throws Exception {
    assertThat(calls.call(Duration.ofMillis(200), deaf(true))).isEqualTo("ended");
    assertThat(aborted).isTrue();
  }

  @Test
  void aCallThatNothingEndsIsAbandonedWithinTheLimit() throws Exception {
    long start = System.nanoTime();

    assertThat(calls.call(Duration.ofMillis(200), deaf(false))).isEqualTo("abandoned");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void anInterruptedCallerAbortsTheCallAndLeaves() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> calls.call(Duration.ofMinutes(1), deaf(true)))
        .isInstanceOf(InterruptedException.class);
    assertThat(aborted).isTrue();
  }

  @Test
  void afterCloseNothingIsSent() {
    calls.close();

    assertThatThrownBy(() -> calls.call(Duration.ofMinutes(1), deaf(true)))
        .isInstanceOf(NotSent.class);
  }
}
