package org.hutong.core.delivery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.hutong.core.delivery.CaseSource.Expected;
import org.hutong.core.systems.FactoryEntry;
import org.hutong.delivery.Delivery;
import org.hutong.kernel.Operation;
import org.osgi.framework.Version;

/** What happens to a street, one line a step; the same lines are written, read and carried out. */
record History(List<Step> steps) {
  /** How a system may treat the next document. */
  enum Answer {
    ACCEPTS(Remote.ACCEPTS),
    SILENT(Remote.IS_SILENT),
    KEEPS_SILENTLY(Remote.KEEPS_BUT_IS_SILENT),
    DOWN(Remote.IS_DOWN),
    BUSY(Remote.IS_BUSY),
    REFUSES(Remote.REJECTS),
    FAILS_AFTER(
        (document, remote) -> {
          remote.keep(document);
          throw new IllegalStateException("after the effect");
        });

    final Remote.Behaviour behaviour;

    Answer(Remote.Behaviour behaviour) {
      this.behaviour = behaviour;
    }
  }

  /** What may happen. */
  enum Act {
    ACCEPT,
    CORRECT,
    WITHDRAW,
    ANSWER,
    PAUSE,
    RESUME,
    SWAP,
    CRASH,
    REPLAY,
    REST
  }

  /**
   * One step.
   *
   * @param what a case's number or a system; empty where neither is needed
   * @param how the answer of {@link Act#ANSWER}; empty otherwise
   */
  record Step(Act act, String what, String how) {
    @Override
    public String toString() {
      return (act.name().toLowerCase(Locale.ROOT) + " " + what + " " + how).strip();
    }
  }

  static History read(String text) {
    List<Step> steps = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("expect")) {
        String[] words = Arrays.copyOf(line.split(" +"), 3);
        steps.add(
            new Step(
                Act.valueOf(words[0].toUpperCase(Locale.ROOT)),
                words[1] == null ? "" : words[1],
                words[2] == null ? "" : words[2]));
      }
    }
    return new History(steps);
  }

  /** The lines {@link #read} takes. */
  String text() {
    return steps.stream().map(Step::toString).collect(Collectors.joining("\n"));
  }

  /** Carries all of it out, then lets everything go on until it rests. */
  void carryOut(Street street) throws Exception {
    Run run = new Run(street);
    for (Step step : steps) {
      run.carryOut(step);
    }
    for (String system : street.systems.stream().map(s -> s.id()).toList()) {
      street.lanes.resume(Street.IT, system, "");
    }
    rest(street);
  }

  static void rest(Street street) {
    Street.await(
        () -> Promise.ledger(street).stream().allMatch(Promise::rests),
        () ->
            "rest, not "
                + Promise.ledger(street).stream()
                    .filter(d -> !Promise.rests(d))
                    .map(d -> d.key() + " " + d.state())
                    .toList());
  }

  private static final class Run {
    private final Street street;
    private final Map<Long, Integer> revisions = new HashMap<>();
    private final Map<Long, Boolean> withdrawn = new HashMap<>();
    private FactoryEntry serving;
    private int version = 1;

    Run(Street street) {
      this.street = street;
      this.serving = street.entry;
    }

    void carryOut(Step step) throws Exception {
      switch (step.act()) {
        case ACCEPT -> accept(Long.parseLong(step.what()));
        case CORRECT -> correct(Long.parseLong(step.what()));
        case WITHDRAW -> withdraw(Long.parseLong(step.what()));
        case ANSWER -> street.remote(step.what()).next(Answer.valueOf(step.how()).behaviour);
        case PAUSE -> street.lanes.pause(Street.IT, step.what(), "检修");
        case RESUME -> street.lanes.resume(Street.IT, step.what(), "");
        case SWAP -> swap();
        case CRASH -> {
          street.crash(new CountDownLatch(1));
          street.open();
          serving = street.entry;
        }
        case REPLAY -> replay();
        default -> rest(street);
      }
    }

    private void accept(long id) {
      if (revisions.putIfAbsent(id, 1) == null) {
        street.accept(id);
        expect(id, Operation.CREATE);
      }
    }

    private void correct(long id) {
      if (revisions.containsKey(id) && !withdrawn.containsKey(id)) {
        street.correct(id, revisions.merge(id, 1, Integer::sum));
        expect(id, null);
      }
    }

    private void withdraw(long id) {
      if (revisions.containsKey(id) && withdrawn.putIfAbsent(id, true) == null) {
        street.withdraw(id, revisions.get(id));
        expect(id, Operation.CANCEL);
      }
    }

    private void expect(long id, Operation operation) {
      street.systems.forEach(
          s ->
              street.expected.add(
                  new Expected(Street.number(id), revisions.get(id), s.id(), operation)));
    }

    private void swap() {
      FactoryEntry next =
          new FactoryEntry(
              "fake", new Version(++version, 0, 0), 0, version, street.entry.factory());
      street.adapters.add(next);
      street.adapters.remove(serving);
      serving = next;
    }

    private void replay() {
      Promise.ledger(street).stream()
          .filter(d -> d.allowedActions().contains("replay"))
          .filter(d -> d.state() == org.hutong.delivery.DeliveryState.QUARANTINED)
          .findFirst()
          .map(Delivery::id)
          .ifPresent(
              id ->
                  street.deliveries.act(
                      Street.IT, id, UUID.randomUUID().toString(), Map.of("action", "replay")));
    }
  }
}
