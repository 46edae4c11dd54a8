package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.hutong.adapter.Outcome;
import org.hutong.core.systems.FactoryEntry;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.DeliveryFilter;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

/** Systems that fail in every way at random, beside corrections, withdrawals and swaps. */
class FaultModelTest extends OnDerby {
  private static final Set<DeliveryState> RESTS =
      EnumSet.of(
          DeliveryState.DELIVERED,
          DeliveryState.SUPERSEDED,
          DeliveryState.CANCELLED,
          DeliveryState.QUARANTINED);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverHappensEachKeyHasOneEffectInOrderOrWaitsForAPerson(long seed) throws Exception {
    street = new Street(database, Clock.systemUTC(), "si-02", "si-04").open();
    Random random = new Random(seed);
    for (String system : List.of("si-02", "si-04")) {
      Random own = new Random(random.nextLong());
      Remote remote = street.remote(system);
      // Only si-04 is asked back; si-02 has no look-up but takes a key twice without harm.
      remote.canLookUp = system.equals("si-04");
      remote.otherwise =
          (document, r) -> {
            int dice;
            synchronized (own) {
              dice = own.nextInt(12);
            }
            return switch (dice) {
              case 0 -> Remote.IS_SILENT.on(document, r);
              case 1 -> Remote.KEEPS_BUT_IS_SILENT.on(document, r);
              case 2 -> Remote.IS_DOWN.on(document, r);
              case 3 -> Remote.IS_BUSY.on(document, r);
              case 4 -> Remote.REJECTS.on(document, r);
              case 5 -> {
                r.keep(document);
                throw new IllegalStateException("after the effect");
              }
              default -> r.keep(document);
            };
          };
    }
    for (int i = 1; i <= 120; i++) {
      street.accept(i);
      int past = 1 + random.nextInt(i);
      switch (random.nextInt(6)) {
        case 0 -> street.correct(past, 1 + i);
        case 1 -> street.withdraw(past, 1000 + i);
        default -> {}
      }
    }
    Street.await(() -> unrested().isEmpty(), () -> "rest, not " + unrested());
    for (String system : List.of("si-02", "si-04")) {
      List<String> effects = street.remote(system).effects();
      assertThat(effects).doesNotHaveDuplicates();
      assertInOrder(effects);
      for (Delivery delivery : all()) {
        if (delivery.system().equals(system)) {
          boolean held = effects.contains(delivery.key());
          if (delivery.state() == DeliveryState.DELIVERED) {
            assertThat(held).as(delivery.key()).isTrue();
          } else if (delivery.state() != DeliveryState.QUARANTINED) {
            assertThat(held).as(delivery.key() + " " + delivery.state()).isFalse();
          }
        }
      }
    }
  }

  @Test
  void swapsUnderLoadLoseNothingSendNothingTwiceAndLeaveNothingUnknown() throws Exception {
    street = new Street(database, Clock.systemUTC());
    street.system(
        "si-02",
        new org.hutong.core.systems.SystemDefinition.Limits(
            4, Duration.ofSeconds(5), 4, Duration.ofMillis(5), Duration.ofMillis(50)));
    street.open();
    street.remote("si-02").otherwise =
        (document, remote) -> {
          java.util.concurrent.locks.LockSupport.parkNanos(500_000);
          Outcome outcome = remote.keep(document);
          return outcome;
        };
    Thread load =
        new Thread(
            () -> {
              for (int i = 1; i <= 600; i++) {
                street.accept(1000 + i);
              }
            });
    load.start();
    FactoryEntry serving = street.entry;
    for (int swap = 2; swap <= 40; swap++) {
      FactoryEntry next =
          new FactoryEntry("fake", new Version(swap, 0, 0), 0, swap, street.factory);
      if (swap % 2 == 0) {
        street.adapters.remove(serving);
        street.adapters.add(next);
      } else {
        street.adapters.add(next);
        street.adapters.remove(serving);
      }
      serving = next;
    }
    load.join();
    Street.await(
        () -> street.remote("si-02").effects().size() == 600,
        () -> "600 effects, not " + street.remote("si-02").effects().size());
    assertThat(street.remote("si-02").attempts()).hasSize(600).doesNotHaveDuplicates();
    Street.await(() -> unrested().isEmpty(), () -> "rest, not " + unrested());
    assertThat(all()).allMatch(d -> d.state() == DeliveryState.DELIVERED && d.attempts() == 1);
  }

  /** A revision never follows a later one, and nothing follows a cancellation. */
  private static void assertInOrder(List<String> effects) {
    java.util.Map<String, Integer> newest = new java.util.HashMap<>();
    for (String key : effects) {
      String[] parts = key.split("/");
      int revision = Integer.parseInt(parts[1]);
      Integer before = newest.put(parts[0], revision);
      assertThat(before == null || before < revision).as(key).isTrue();
      assertThat(parts[3].equals("CREATE")).as(key).isEqualTo(before == null);
    }
  }

  private List<String> unrested() {
    return all().stream()
        .filter(d -> !RESTS.contains(d.state()) && !waitsForAPerson(d))
        .map(d -> d.key() + " " + d.state())
        .toList();
  }

  /** Behind one that a person must look at, or an update without a receipt. */
  private boolean waitsForAPerson(Delivery delivery) {
    return delivery.state() == DeliveryState.ASSISTED || Why.AFTER_ANOTHER.equals(delivery.why());
  }

  private List<Delivery> all() {
    List<Delivery> all = new ArrayList<>();
    String after = null;
    do {
      Page<Delivery> page =
          street.deliveries.find(Street.IT, new DeliveryFilter(null, null, null, 500, after));
      all.addAll(page.items());
      after = page.next() == null ? null : page.next().value();
    } while (after != null);
    return all;
  }
}
