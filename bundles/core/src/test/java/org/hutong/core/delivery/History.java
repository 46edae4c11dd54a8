package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.hutong.core.delivery.CaseSource.Expected;
import org.hutong.core.systems.FactoryEntry;
import org.hutong.core.systems.SystemDefinition;
import org.hutong.delivery.Delivery;
import org.hutong.kernel.Operation;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.osgi.framework.Version;

/** What happens to a street, one line a step; the same lines are written, read and carried out. */
record History(List<Step> steps) {
  private static final String CLAIMED =
      "SELECT COUNT(*) FROM delivery WHERE system_id = ? AND claimed_at > ?";

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
    OTHERWISE,
    FORWARD,
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
   * @param what a case's number, a system or how many minutes; empty where none is needed
   * @param how the answer, once or from now on, of {@link Act#ANSWER} and {@link Act#OTHERWISE};
   *     empty otherwise
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
    Run run = new Run(street, steps.stream().noneMatch(History::seemsDown));
    for (Step step : steps) {
      run.carryOut(step);
      run.look();
    }
    run.settle();
    for (String system : street.systems.stream().map(s -> s.id()).toList()) {
      street.lanes.resume(Street.IT, system, "");
    }
    rest(street);
  }

  /** Whether it may make a system seem down: then there are probes, which no budget counts. */
  private static boolean seemsDown(Step step) {
    return (step.act() == Act.ANSWER || step.act() == Act.OTHERWISE)
        && !Set.of(Answer.ACCEPTS, Answer.BUSY, Answer.REFUSES)
            .contains(Answer.valueOf(step.how()));
  }

  /** Whether something was claimed there after that moment. */
  static boolean claimedAfter(Street street, String system, long millis) {
    return street.store.read(
        c -> {
          try (PreparedStatement claimed = c.prepareStatement(CLAIMED)) {
            claimed.setString(1, system);
            claimed.setLong(2, millis);
            try (ResultSet row = claimed.executeQuery()) {
              row.next();
              return row.getInt(1) > 0;
            }
          }
        });
  }

  /** What the budget puts off has its time turned on. */
  static void rest(Street street) {
    Street.await(
        () -> {
          List<Delivery> moving =
              Promise.ledger(street).stream().filter(d -> !Promise.rests(d)).toList();
          if (moving.stream().anyMatch(d -> Why.BUDGET.equals(d.why()))) {
            street.forward(Duration.ofMinutes(1));
          }
          return moving.isEmpty();
        },
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
    private final Map<String, Long> pausedSince = new HashMap<>();
    private final Map<String, Integer> replayed = new HashMap<>();
    private final Set<String> troubled = new HashSet<>();
    private final boolean budgeted;
    private final Instant began;
    private FactoryEntry serving;
    private int version = 1;
    private int lives = 1;

    Run(Street street, boolean budgeted) {
      this.street = street;
      this.budgeted = budgeted;
      this.began = street.now();
      this.serving = street.entry;
    }

    void carryOut(Step step) throws Exception {
      switch (step.act()) {
        case ACCEPT -> accept(Long.parseLong(step.what()));
        case CORRECT -> correct(Long.parseLong(step.what()));
        case WITHDRAW -> withdraw(Long.parseLong(step.what()));
        case ANSWER -> street.remote(step.what()).next(Answer.valueOf(step.how()).behaviour);
        case OTHERWISE -> {
          street.remote(step.what()).otherwise = Answer.valueOf(step.how()).behaviour;
          troubled.add(step.what());
        }
        case FORWARD -> street.forward(Duration.ofMinutes(Long.parseLong(step.what())));
        case PAUSE -> {
          street.lanes.pause(Street.IT, step.what(), "检修");
          pausedSince.putIfAbsent(step.what(), System.currentTimeMillis());
        }
        case RESUME -> {
          look();
          pausedSince.remove(step.what());
          street.lanes.resume(Street.IT, step.what(), "");
        }
        case SWAP -> swap();
        case CRASH -> {
          street.crash(new CountDownLatch(1));
          street.open();
          lives++;
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
          .ifPresent(this::replay);
    }

    /** What was shown may have ended since: by what follows it, in its lane's next turn. */
    private void replay(Delivery shown) {
      String key = UUID.randomUUID().toString();
      try {
        street.deliveries.act(Street.IT, shown.id(), key, Map.of("action", "replay"));
        replayed.merge(shown.key(), 1, Integer::sum);
      } catch (Refused e) {
        assertThat(e.code()).isEqualTo(Code.DELIVERY_ACTION_ILLEGAL);
        assertThat(street.deliveries.get(Street.IT, shown.id(), null).state().ended()).isTrue();
      }
    }

    /** What is promised of every moment. */
    void look() {
      pausedSince.forEach(
          (system, since) -> {
            if (claimedAfter(street, system, since)) {
              street.seen.add(Promise.PAUSED_STAYS);
            }
          });
      if (budgeted && street.systems.stream().anyMatch(this::beyondItsBudget)) {
        street.seen.add(Promise.RETRIES_IN_BUDGET);
      }
    }

    /**
     * A life begins with what can be saved up; the first send of a key, or by hand, is no retry.
     */
    private boolean beyondItsBudget(SystemDefinition system) {
      Remote remote = street.remote(system.id());
      int retries = 0;
      int firsts;
      synchronized (remote) {
        firsts = Set.copyOf(remote.attempts).size();
        for (Map.Entry<String, Integer> key : remote.putBack.entrySet()) {
          int sent = 1 + replayed.getOrDefault(key.getKey(), 0);
          retries += Math.max(0, key.getValue() - sent);
        }
      }
      double minutes = Duration.between(began, street.now()).toMillis() / 60_000.0;
      double floor = system.limits().retryFloor();
      double most = floor * (5 * lives + minutes) + firsts * system.limits().retryShare() / 100.0;
      return retries > most + 1e-6;
    }

    /** Until nothing moves but what is paused or put off; then the systems are well again. */
    void settle() {
      if (budgeted && !troubled.isEmpty()) {
        Street.await(
            () -> {
              look();
              return street.seen.contains(Promise.RETRIES_IN_BUDGET)
                  || Promise.ledger(street).stream().allMatch(this::settled);
            },
            () ->
                "nothing to move but "
                    + Promise.ledger(street).stream()
                        .filter(d -> !settled(d))
                        .map(d -> d.key() + " " + d.state() + " " + d.why())
                        .toList());
      }
      troubled.forEach(system -> street.remote(system).otherwise = Remote.ACCEPTS);
      look();
    }

    private boolean settled(Delivery delivery) {
      return Promise.rests(delivery)
          || pausedSince.containsKey(delivery.system())
          || Why.BUDGET.equals(delivery.why());
    }
  }
}
