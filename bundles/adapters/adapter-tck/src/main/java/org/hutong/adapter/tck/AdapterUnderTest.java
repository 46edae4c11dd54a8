package org.hutong.adapter.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Answer;
import org.hutong.adapter.Document;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;
import org.hutong.kernel.DeliveryKey;

/** What an author gives the kit, and what the kit's tests share. */
public abstract class AdapterUnderTest {
  /** A new factory of the technology; its class has a public constructor without parameters. */
  protected abstract AdapterFactory factory();

  /** The settings to reach the real system through a port of this machine. */
  protected abstract SystemConfig config(int port);

  /** The real system's port. */
  protected abstract int port();

  /** A valid new document for this case number that says what the sample says. */
  protected abstract Document document(String caseNumber, Sample sample);

  /**
   * A correction (revision 2) of the case; empty when this technology has none.
   *
   * @param receipt what the first delivery gave
   */
  protected Optional<Document> correction(String caseNumber, Sample sample, String receipt) {
    return Optional.empty();
  }

  /**
   * How often the system's own store holds this delivery; asked at the store, not by the adapter.
   */
  protected abstract int effects(DeliveryKey key);

  /**
   * What the system's own store says now of the case's person; empty when it holds nothing, or when
   * the system keeps no name and no code of a person.
   */
  protected abstract Optional<Sample> held(String caseNumber);

  /** Whether the system keeps a person's name and code at all. */
  protected boolean keepsPersons() {
    return true;
  }

  /** What the client says on the wire last before the system acts. */
  protected abstract String lastWord();

  /** The mapping of the system's answers; knows none, unless the author says more. */
  protected Outcome interpret(Answer answer) {
    return new Outcome.Unknown("unmapped");
  }

  /**
   * Lets the answer to the next delivery meet a fault. Protocols that cannot be read on the wire
   * let the real system call {@link Wire#now} when it has acted.
   */
  protected void disturb(Wire wire, Wire.Fault fault) {
    wire.after(lastWord(), fault);
  }

  /** The time limit of a call that is meant to succeed. */
  protected Duration patience() {
    return Duration.ofSeconds(20);
  }

  final SystemAdapter adapterTo(int port) throws InvalidConfig {
    return factory().create(config(port));
  }

  final TestContext within(Duration limit) {
    return TestContext.within(limit, this::interpret);
  }

  final TestContext context() {
    return within(patience());
  }

  static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The threads that an adapter could have made, by name. */
  static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getThreadGroup() != null)
        .filter(thread -> !thread.getThreadGroup().getName().equals("system"))
        .map(Thread::getName)
        .filter(name -> !name.equals("wire"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A condition that may throw. */
  protected interface Condition {
    /** Whether it holds now. */
    boolean holds() throws Exception;
  }

  /** Waits, at most the patience of this kit, until the condition holds. */
  protected final void until(Condition condition) throws Exception {
    Instant end = Instant.now().plus(patience());
    while (!condition.holds()) {
      assertThat(Instant.now()).as("in time").isBefore(end);
      Thread.onSpinWait();
    }
  }
}
