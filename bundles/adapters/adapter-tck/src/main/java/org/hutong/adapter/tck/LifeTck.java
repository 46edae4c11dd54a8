package org.hutong.adapter.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Document;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starting, stopping, load and logs: what makes an adapter fit to be swapped while it works. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class LifeTck extends AdapterUnderTest {
  private static final int THREADS = 4;
  private static final int SWAPS = 3;
  private static final int BETWEEN_SWAPS = 12;

  final String receipt(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    return ((Outcome.Delivered) outcome).receipt();
  }

  @Test
  void anAdapterIsMadeAtOnceForASystemThatSaysNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      CompletableFuture<SystemAdapter> made = new CompletableFuture<>();
      Thread maker =
          new Thread(
              () -> {
                try {
                  made.complete(adapterTo(silent.getLocalPort()));
                } catch (Exception e) {
                  made.completeExceptionally(e);
                }
              },
              "maker");
      maker.setDaemon(true);
      maker.start();

      made.get(3, TimeUnit.SECONDS).close();
    }
  }

  @Test
  void closeLeavesNoThread() throws Exception {
    try (SystemAdapter warm = adapterTo(port())) {
      receipt(warm.deliver(document("contract-7", Sample.PLAIN), context()));
    }
    Set<String> before = threads();
    SystemAdapter adapter = adapterTo(port());
    receipt(adapter.deliver(document("contract-8", Sample.PLAIN), context()));

    adapter.close();

    // A thread that was told to end may need a moment.
    until(() -> before.containsAll(threads()));
  }

  @Test
  void afterCloseNothingLeavesAnyMore() throws Exception {
    SystemAdapter adapter = adapterTo(port());
    Document document = document("contract-9", Sample.PLAIN);
    adapter.close();

    assertThatThrownBy(() -> adapter.deliver(document, context())).isInstanceOf(NotSent.class);
    assertThat(effects(document.key())).isZero();
  }

  @Test
  void theClassLoaderIsFreeOnceTheAdapterAndItsFactoryAreClosed() throws Exception {
    WeakReference<ClassLoader> loader = usedAndForgotten();

    until(
        () -> {
          System.gc();
          return loader.get() == null;
        });
  }

  private WeakReference<ClassLoader> usedAndForgotten() throws Exception {
    try (ApartLoader loader = ApartLoader.ofThisClassPath()) {
      AdapterFactory apart = loader.factory(factory().getClass().getName());
      assertThat(apart.getClass().getClassLoader()).isSameAs(loader);
      try (SystemAdapter adapter = apart.create(config(port()))) {
        Document document = document("contract-10", Sample.PLAIN);
        receipt(adapter.deliver(document, context()));
        adapter.lookUp(document.key(), context());
        assertThat(adapter.health().up()).isTrue();
      }
      end(apart);
      return new WeakReference<>(loader);
    }
  }

  private static void end(AdapterFactory factory) throws Exception {
    if (factory instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  @Test
  void callsAtTheSameTimeEachGetTheirOwnReceipt() throws Exception {
    Map<String, String> receipts = new ConcurrentHashMap<>();
    try (SystemAdapter adapter = adapterTo(port())) {
      inParallel(
          thread -> {
            for (int i = 0; i < BETWEEN_SWAPS; i++) {
              Document document = document("contract-par-" + thread + "-" + i, Sample.PLAIN);
              receipts.put(document.key().text(), receipt(adapter.deliver(document, context())));
            }
          });
    }
    assertThat(receipts).hasSize(THREADS * BETWEEN_SWAPS);
    assertThat(Set.copyOf(receipts.values())).hasSameSizeAs(receipts.keySet());
  }

  /** One thread's part of a load. */
  private interface Part {
    void run(int thread) throws Exception;
  }

  private static void inParallel(Part part) throws Exception {
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      int thread = t;
      CompletableFuture<Void> end = new CompletableFuture<>();
      ends.add(end);
      new Thread(
              () -> {
                try {
                  part.run(thread);
                  end.complete(null);
                } catch (Exception | AssertionError e) {
                  end.completeExceptionally(e);
                }
              },
              "load-" + thread)
          .start();
    }
    for (CompletableFuture<Void> end : ends) {
      end.get(2, TimeUnit.MINUTES);
    }
  }

  @Test
  void stoppedAndStartedUnderLoadItLosesNothingAndDoublesNothing() throws Exception {
    AtomicReference<SystemAdapter> current = new AtomicReference<>(adapterTo(port()));
    AtomicInteger sent = new AtomicInteger();
    Map<Document, Outcome> open = new ConcurrentHashMap<>();
    List<Document> delivered = Collections.synchronizedList(new ArrayList<>());
    AtomicReference<Boolean> ended = new AtomicReference<>(false);
    CompletableFuture<Void> swapper = CompletableFuture.completedFuture(null);
    try {
      swapper =
          CompletableFuture.runAsync(
              () -> {
                for (int swap = 1; swap <= SWAPS; swap++) {
                  while (sent.get() < swap * BETWEEN_SWAPS && !ended.get()) {
                    Thread.onSpinWait();
                  }
                  try {
                    current.getAndSet(adapterTo(port())).close();
                  } catch (InvalidConfig e) {
                    throw new IllegalStateException(e);
                  }
                }
              });
      inParallel(
          thread -> {
            for (int i = 0; i < (SWAPS + 1) * BETWEEN_SWAPS / THREADS; i++) {
              Document document = document("contract-swap-" + thread + "-" + i, Sample.PLAIN);
              sent.incrementAndGet();
              try {
                Outcome outcome = current.get().deliver(document, context());
                if (outcome instanceof Outcome.Delivered) {
                  delivered.add(document);
                } else {
                  open.put(document, outcome);
                }
              } catch (NotSent e) {
                assertThat(effects(document.key())).as("what NotSent said had not left").isZero();
                open.put(document, new Outcome.RetryLater("not sent", Duration.ZERO));
              }
            }
          });
    } finally {
      ended.set(true);
    }
    swapper.get(1, TimeUnit.MINUTES);
    try (SystemAdapter last = current.get()) {
      for (Map.Entry<Document, Outcome> each : open.entrySet()) {
        finish(last, each.getKey(), each.getValue());
        delivered.add(each.getKey());
      }
    }
    assertThat(delivered).hasSize((SWAPS + 1) * BETWEEN_SWAPS);
    for (Document document : delivered) {
      assertThat(effects(document.key())).as("held " + document.key()).isEqualTo(1);
    }
  }

  /** As the lane does: what is unknown is asked for, and sent again only where that is allowed. */
  private void finish(SystemAdapter adapter, Document document, Outcome outcome) throws Exception {
    assertThat(outcome).isInstanceOfAny(Outcome.Unknown.class, Outcome.RetryLater.class);
    boolean held = effects(document.key()) > 0;
    if (outcome instanceof Outcome.RetryLater || adapter.resendIsSafe() || !held) {
      receipt(adapter.deliver(document, context()));
    }
  }

  @Test
  void neitherSecretsNorPersonsReachALogOrAReason() throws Exception {
    // Outside, so that the log of the other tests stays as it was set up.
    String technology = factory().getClass().getName();
    try (Listening listening = new Listening();
        ApartLoader loader = ApartLoader.ofThisClassPath();
        Wire wire = new Wire(port())) {
      AdapterFactory apart = loader.factory(technology);
      talk(listening, apart, wire.port(), "contract-log-1");
      disturb(wire, Wire.Fault.RESET);
      talk(listening, apart, wire.port(), "contract-log-2");
      talk(listening, apart, closedPort(), "contract-log-3");
      end(apart);

      String heard = listening.text();
      for (String secret : config(port()).secrets().values()) {
        assertThat(heard.contains(secret)).as("a secret in the log or in a reason").isFalse();
      }
      assertThat(heard.contains(Sample.PLAIN.name())).as("a person's name").isFalse();
      assertThat(heard.contains(Sample.PLAIN.code())).as("a person's number").isFalse();
    }
  }

  private void talk(Listening listening, AdapterFactory apart, int port, String number)
      throws Exception {
    try (SystemAdapter adapter = apart.create(config(port))) {
      Document document = document(number, Sample.PLAIN);
      listening.add(adapter + " " + adapter.health());
      try {
        listening.add(adapter.deliver(document, context()).toString());
      } catch (NotSent e) {
        listening.add(e + " " + e.getCause());
      }
      listening.add(adapter.lookUp(document.key(), context()).toString());
    }
  }
}
