package org.hutong.adapter.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hutong.adapter.Document;
import org.hutong.adapter.LookUp;
import org.hutong.adapter.NotSent;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.kernel.DeliveryKey;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The duties of a {@link SystemAdapter}, proved against a real system behind a wire that breaks. An
 * author subclasses it, says how to reach the system and how to count in the system's own store,
 * and runs it as any JUnit 5 test. {@link LifeTck} is its other half: starting, stopping, load,
 * logs; {@link HoldingsTck} is for systems that can list what they hold.
 */
public abstract class AdapterTck extends HoldingsTck {
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final Duration SHORT = Duration.ofSeconds(2);

  /** A call may end this much after its limit: the machine is busy with other tests. */
  private static final Duration LATE = Duration.ofMillis(1500);

  /** Names with a rare character, one beyond the BMP, and a middle dot. */
  static Stream<Sample> samples() {
    return Stream.of("王䶮", "李\uD872\uDF1A", "阿卜杜拉·买买提")
        .map(name -> new Sample(name, Sample.PLAIN.code()));
  }

  @Test
  void deliveringGivesTheSystemsOwnReceiptAndALookUpFindsIt() throws Exception {
    try (SystemAdapter adapter = adapterTo(port())) {
      Document document = document("contract-1", Sample.PLAIN);

      String receipt = receipt(adapter.deliver(document, context()));

      assertThat(receipt).isNotBlank();
      LookUp asked = adapter.lookUp(document.key(), context());
      assertThat(asked).isNotInstanceOf(LookUp.Absent.class);
      if (asked instanceof LookUp.Found found) {
        assertThat(found.receipt()).isEqualTo(receipt);
      }
      assertThat(effects(document.key())).isEqualTo(1);
    }
  }

  @Test
  void sendingTheSameDocumentTwiceCreatesOneRecordAndGivesOneReceipt() throws Exception {
    try (SystemAdapter adapter = adapterTo(port())) {
      assumeTrue(adapter.resendIsSafe(), "says itself that a second send is not safe");
      Document document = document("contract-2", Sample.PLAIN);

      Outcome first = adapter.deliver(document, context());
      Outcome second = adapter.deliver(document, context());

      assertThat(first).isInstanceOf(Outcome.Delivered.class);
      assertThat(second).isEqualTo(first);
      assertThat(effects(document.key())).isEqualTo(1);
    }
  }

  @Test
  void aKeyThatWasNeverSentIsNotFound() throws Exception {
    try (SystemAdapter adapter = adapterTo(port())) {
      DeliveryKey never = new DeliveryKey("contract-never", 1, "sut", Operation.CREATE);

      assertThat(adapter.lookUp(never, context())).isNotInstanceOf(LookUp.Found.class);
    }
  }

  @Test
  void anAdapterThatMayNotResendCanAskOrSaysThatItCannot() throws Exception {
    try (SystemAdapter adapter = adapterTo(port())) {
      DeliveryKey never = new DeliveryKey("contract-ask", 1, "sut", Operation.CREATE);
      boolean asks = adapter.lookUp(never, context()) instanceof LookUp.Absent;

      assertThat(adapter.settleTime()).isGreaterThanOrEqualTo(Duration.ZERO);
      assertThat(adapter.resendIsSafe() || !asks || adapter.settleTime().toMillis() > 0)
          .as("Absent counts only after a settle time, because a document may land late")
          .isTrue();
    }
  }

  @Test
  void aRefusedConnectionSaysThatNothingLeft() throws Exception {
    try (SystemAdapter adapter = adapterTo(closedPort())) {
      Document document = document("contract-3", Sample.PLAIN);

      assertThatThrownBy(() -> adapter.deliver(document, context())).isInstanceOf(NotSent.class);
    }
  }

  @Test
  void aSystemThatCannotBeAskedIsNeverSaidToHoldNothing() throws Exception {
    try (SystemAdapter adapter = adapterTo(closedPort())) {
      Document document = document("contract-3b", Sample.PLAIN);

      assertThat(adapter.lookUp(document.key(), context())).isInstanceOf(LookUp.CannotTell.class);
    }
  }

  @Test
  void aConnectionThatBreaksWhileTheAnswerIsDueLeavesTheArrivalUnknown() throws Exception {
    try (Wire wire = new Wire(port());
        SystemAdapter adapter = adapterTo(wire.port())) {
      disturb(wire, Wire.Fault.RESET);
      Document document = document("contract-4", Sample.PLAIN);

      assertThat(adapter.deliver(document, context())).isInstanceOf(Outcome.Unknown.class);

      until(() -> effects(document.key()) == 1);
      disturb(wire, Wire.Fault.NONE);
      assertThat(adapter.lookUp(document.key(), context())).isNotInstanceOf(LookUp.Absent.class);
    }
  }

  @Test
  void aLostAnswerIsNotSentAgainByTheAdapterItself() throws Exception {
    try (Wire wire = new Wire(port());
        SystemAdapter adapter = adapterTo(wire.port())) {
      disturb(wire, Wire.Fault.RESET);

      adapter.deliver(document("contract-4b", Sample.PLAIN), context());

      assertThat(wire.disturbed()).as("sends; retrying belongs to the lane").isEqualTo(1);
    }
  }

  @Test
  void aSystemThatNeverAnswersIsUnknownWhenTheTimeIsUp() throws Exception {
    try (Wire wire = new Wire(port());
        SystemAdapter adapter = adapterTo(wire.port())) {
      disturb(wire, Wire.Fault.HANG);
      CompletableFuture<Outcome> call = new CompletableFuture<>();
      Thread lane = lane(adapter, document("contract-5", Sample.PLAIN), SHORT, call);
      Instant start = Instant.now();

      Outcome outcome = call.get(SHORT.plus(SOON).plus(SOON).toMillis(), TimeUnit.MILLISECONDS);

      assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
      assertThat(Duration.between(start, Instant.now())).isLessThan(SHORT.plus(LATE));
      lane.join();
    }
  }

  @Test
  void anInterruptEndsACallToASystemThatNeverAnswers() throws Exception {
    try (Wire wire = new Wire(port());
        SystemAdapter adapter = adapterTo(wire.port())) {
      disturb(wire, Wire.Fault.HANG);
      Document document = document("contract-6", Sample.PLAIN);
      CompletableFuture<Outcome> call = new CompletableFuture<>();
      Thread lane = lane(adapter, document, Duration.ofMinutes(5), call);
      until(() -> effects(document.key()) == 1);

      lane.interrupt();

      assertThatThrownBy(() -> call.get(SOON.toMillis(), TimeUnit.MILLISECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  private Thread lane(
      SystemAdapter adapter, Document document, Duration limit, CompletableFuture<Outcome> call) {
    Thread thread =
        new Thread(
            () -> {
              try {
                call.complete(adapter.deliver(document, within(limit)));
              } catch (NotSent | InterruptedException e) {
                call.completeExceptionally(e);
              }
            },
            "lane");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aNameArrivesAsItIsOrGoesToAPerson(Sample sample) throws Exception {
    assumeTrue(keepsPersons(), "keeps no person's name");
    String number = "contract-name-" + sample.name().codePointAt(sample.name().length() - 2);
    try (SystemAdapter adapter = adapterTo(port())) {
      Document document = document(number, sample);

      Outcome outcome = adapter.deliver(document, context());

      if (outcome instanceof Outcome.NeedsPerson person) {
        assertThat(person.sheet()).anyMatch(field -> field.value().contains(sample.name()));
        assertThat(effects(document.key())).isZero();
      } else {
        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(held(number).map(Sample::name)).contains(sample.name());
      }
    }
  }

  @Test
  void aCodeKeepsItsLeadingZeros() throws Exception {
    assumeTrue(keepsPersons(), "keeps no person's code");
    try (SystemAdapter adapter = adapterTo(port())) {
      receipt(adapter.deliver(document("contract-zeros", Sample.PLAIN), context()));

      assertThat(held("contract-zeros").map(Sample::code)).contains(Sample.PLAIN.code());
    }
  }

  @Test
  void aLateRepeatOfTheFirstDocumentDoesNotUndoItsCorrection() throws Exception {
    try (SystemAdapter adapter = adapterTo(port())) {
      Document first = document("contract-order", Sample.PLAIN);
      String receipt = receipt(adapter.deliver(first, context()));
      Optional<Document> second = correction("contract-order", Sample.CORRECTED, receipt);
      assumeTrue(second.isPresent(), "takes no corrections");
      receipt(adapter.deliver(second.get(), context()));
      assumeTrue(adapter.resendIsSafe(), "is never sent a document twice");

      adapter.deliver(first, context());

      if (keepsPersons()) {
        assertThat(held("contract-order")).contains(Sample.CORRECTED);
      }
      assertThat(effects(first.key())).isEqualTo(1);
    }
  }

  @Test
  void aSystemThatAnswersIsHealthy() throws Exception {
    try (SystemAdapter adapter = adapterTo(port())) {
      assertThat(adapter.health().up()).as(adapter.health().detail()).isTrue();
    }
  }

  @Test
  void aSystemThatRefusesConnectionsIsNotHealthy() throws Exception {
    try (SystemAdapter adapter = adapterTo(closedPort())) {
      assertThat(adapter.health().up()).isFalse();
      assertThat(adapter.health().detail()).isNotBlank();
    }
  }

  @Test
  void healthOfASilentSystemAnswersInTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SystemAdapter adapter = adapterTo(silent.getLocalPort())) {
      Instant start = Instant.now();

      CompletableFuture<Void> asked = CompletableFuture.runAsync(adapter::health);

      asked.get(10, TimeUnit.SECONDS);
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(8));
    }
  }
}
