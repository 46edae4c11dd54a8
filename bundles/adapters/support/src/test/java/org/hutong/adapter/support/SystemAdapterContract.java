package org.hutong.adapter.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Document;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.Test;

/** The duties of {@link SystemAdapter}, proved against a real server behind a wire that breaks. */
public abstract class SystemAdapterContract {
  private static final Duration SOON = Duration.ofSeconds(3);

  /** A new factory of the technology. */
  protected abstract AdapterFactory factory();

  /** The settings to reach the real system through a port of this machine. */
  protected abstract SystemConfig config(int port);

  /** The real system's port. */
  protected abstract int port();

  /** A valid new document for this case number. */
  protected abstract Document document(String caseNumber);

  /** How often the system's own store holds this delivery. */
  protected abstract int effects(DeliveryKey key);

  /** What the client says last before the system acts. */
  protected abstract String lastWord();

  /** The mapping of the system's answers. */
  protected abstract Outcome interpret(Answer answer);

  private SystemAdapter adapterTo(int port) throws InvalidConfig {
    return factory().create(config(port));
  }

  private TestContext within(Duration limit) {
    return TestContext.within(limit, this::interpret);
  }

  private TestContext context() {
    return within(Duration.ofSeconds(20));
  }

  @Test
  void deliveringGivesTheSystemsOwnReceiptAndALookUpFindsIt() throws Exception {
    try (SystemAdapter adapter = adapterTo(port())) {
      Document document = document("contract-1");

      Outcome outcome = adapter.deliver(document, context());

      assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
      String receipt = ((Outcome.Delivered) outcome).receipt();
      assertThat(adapter.lookUp(document.key(), context())).isEqualTo(new LookUp.Found(receipt));
      assertThat(effects(document.key())).isEqualTo(1);
    }
  }

  @Test
  void sendingTheSameDocumentTwiceCreatesOneRecordAndGivesOneReceipt() throws Exception {
    try (SystemAdapter adapter = adapterTo(port())) {
      assertThat(adapter.resendIsSafe()).isTrue();
      Document document = document("contract-2");

      Outcome first = adapter.deliver(document, context());
      Outcome second = adapter.deliver(document, context());

      assertThat(first).isInstanceOf(Outcome.Delivered.class);
      assertThat(second).isEqualTo(first);
      assertThat(effects(document.key())).isEqualTo(1);
    }
  }

  @Test
  void aKeyThatWasNeverSentIsAbsent() throws Exception {
    try (SystemAdapter adapter = adapterTo(port())) {
      DeliveryKey never = new DeliveryKey("contract-never", 1, "sut", Operation.CREATE);

      assertThat(adapter.lookUp(never, context())).isEqualTo(new LookUp.Absent());
    }
  }

  @Test
  void aRefusedConnectionSaysThatNothingLeft() throws Exception {
    try (SystemAdapter adapter = adapterTo(closedPort())) {
      Document document = document("contract-3");

      assertThatThrownBy(() -> adapter.deliver(document, context())).isInstanceOf(NotSent.class);
      assertThat(adapter.lookUp(document.key(), context())).isInstanceOf(LookUp.CannotTell.class);
      assertThat(adapter.health().up()).isFalse();
    }
  }

  @Test
  void aConnectionThatBreaksWhileTheAnswerIsDueLeavesTheArrivalUnknown() throws Exception {
    try (Wire wire = new Wire(port());
        SystemAdapter adapter = adapterTo(wire.port())) {
      wire.after(lastWord(), Wire.Fault.RESET);
      Document document = document("contract-4");

      assertThat(adapter.deliver(document, context())).isInstanceOf(Outcome.Unknown.class);

      wire.after("", Wire.Fault.NONE);
      assertThat(adapter.lookUp(document.key(), context())).isInstanceOf(LookUp.Found.class);
      assertThat(effects(document.key())).isEqualTo(1);
    }
  }

  @Test
  void aSystemThatNeverAnswersIsUnknownWhenTheTimeIsUp() throws Exception {
    try (Wire wire = new Wire(port());
        SystemAdapter adapter = adapterTo(wire.port())) {
      wire.after(lastWord(), Wire.Fault.HANG);
      Instant start = Instant.now();

      Outcome outcome = adapter.deliver(document("contract-5"), within(Duration.ofSeconds(2)));

      assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(2500));
    }
  }

  @Test
  void anInterruptEndsACallToASystemThatNeverAnswers() throws Exception {
    try (Wire wire = new Wire(port());
        SystemAdapter adapter = adapterTo(wire.port())) {
      wire.after(lastWord(), Wire.Fault.HANG);
      Document document = document("contract-6");
      AtomicReference<Thread> lane = new AtomicReference<>();
      CompletableFuture<Outcome> call = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  call.complete(adapter.deliver(document, within(Duration.ofMinutes(5))));
                } catch (NotSent | InterruptedException e) {
                  call.completeExceptionally(e);
                }
              },
              "lane");
      lane.set(thread);
      thread.start();
      until(() -> effects(document.key()) == 1);

      thread.interrupt();

      assertThatThrownBy(() -> call.get(SOON.toMillis(), TimeUnit.MILLISECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void aSystemThatAnswersIsHealthyAndHealthChangesNothing() throws Exception {
    try (SystemAdapter adapter = adapterTo(port())) {
      assertThat(adapter.health().up()).isTrue();
    }
  }

  @Test
  void closeLeavesNoThread() throws Exception {
    try (SystemAdapter warm = adapterTo(port())) {
      warm.deliver(document("contract-7"), context());
    }
    assertThat(adapterThreads()).noneMatch(name -> name.startsWith("hutong-"));
    Set<String> before = adapterThreads();
    SystemAdapter adapter = adapterTo(port());
    adapter.deliver(document("contract-8"), context());
    assertThat(adapterThreads()).isNotEqualTo(before);

    adapter.close();

    assertThat(before).containsAll(adapterThreads());
  }

  @Test
  void afterCloseNothingLeavesAnyMore() throws Exception {
    SystemAdapter adapter = adapterTo(port());
    adapter.close();

    assertThatThrownBy(() -> adapter.deliver(document("contract-9"), context()))
        .isInstanceOf(NotSent.class);
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
        Document document = document("contract-10");
        assertThat(adapter.deliver(document, context())).isInstanceOf(Outcome.Delivered.class);
        assertThat(adapter.lookUp(document.key(), context())).isInstanceOf(LookUp.Found.class);
        assertThat(adapter.health().up()).isTrue();
      }
      if (apart instanceof AutoCloseable closeable) {
        closeable.close();
      }
      return new WeakReference<>(loader);
    }
  }

  private static Set<String> adapterThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getThreadGroup() != null)
        .filter(thread -> !thread.getThreadGroup().getName().equals("system"))
        .map(Thread::getName)
        .filter(name -> !name.equals("wire"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A condition that may throw. */
  protected interface Condition {
    /** Whether it holds now. */
    boolean holds() throws Exception;
  }

  /** Waits, at most ten seconds, until the condition holds. */
  protected static void until(Condition condition) throws Exception {
    Instant end = Instant.now().plusSeconds(10);
    while (!condition.holds()) {
      assertThat(Instant.now()).as("in time").isBefore(end);
      Thread.onSpinWait();
    }
  }
}
