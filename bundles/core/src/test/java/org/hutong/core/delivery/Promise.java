package org.hutong.core.delivery;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.adapter.Document;
import org.hutong.delivery.Delivery;
import org.hutong.delivery.DeliveryFilter;
import org.hutong.delivery.DeliveryState;
import org.hutong.kernel.Page;

/** What the ledger promises, checked against the systems' own stores. */
enum Promise {
  ONE_EFFECT("each key has at most one effect"),
  IN_ORDER("a revision never follows a newer one, and nothing follows a cancellation"),
  RECEIPT_IS_THE_SYSTEMS("a delivered one has the receipt the system gave for its key"),
  NOTHING_OF_THE_ENDED("what was superseded or cancelled before it was sent has no effect"),
  REFUSED_STAYS("what a system refused is not sent again by itself"),
  RECORD_IS_THE_CASES("a system holds what the case says"),
  LEDGER_WHOLE("intake times catalogue is the sum over the ledger's states"),
  RETRIES_IN_BUDGET("retries that bring nothing stay within floor, share and what was saved up"),
  PAUSED_STAYS("after a pause nothing is claimed, not even by a restart, until it is resumed"),
  OTHERS_GO_ON("a system that hangs holds up no other"),
  SHOWN_STAYS("what was shown was committed");

  final String sentence;

  Promise(String sentence) {
    this.sentence = sentence;
  }

  /** Those that do not hold. */
  static Set<Promise> broken(Street street) {
    Set<Promise> broken = EnumSet.noneOf(Promise.class);
    broken.addAll(street.seen);
    List<Delivery> ledger = ledger(street);
    street.systems.forEach(s -> check(street, street.remote(s.id()), s.id(), ledger, broken));
    LocalDate day = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"));
    if (!street
        .deliveries
        .reconciliation(Street.IT, day.minusDays(3), day.plusDays(3))
        .balanced()) {
      broken.add(LEDGER_WHOLE);
    }
    return broken;
  }

  private static void check(
      Street street, Remote remote, String system, List<Delivery> ledger, Set<Promise> broken) {
    List<String> effects = remote.effects();
    if (Set.copyOf(effects).size() < effects.size()) {
      broken.add(ONE_EFFECT);
    }
    if (!inOrder(effects)) {
      broken.add(IN_ORDER);
    }
    for (Delivery delivery : ledger) {
      if (!delivery.system().equals(system)) {
        continue;
      }
      String key = delivery.key();
      boolean held = effects.contains(key);
      switch (delivery.state()) {
        case DELIVERED -> {
          if (!String.valueOf(delivery.receipt()).equals(remote.receiptOf(key))) {
            broken.add(RECEIPT_IS_THE_SYSTEMS);
          }
        }
        case SUPERSEDED, CANCELLED -> {
          if (held && !overtaken(delivery)) {
            broken.add(NOTHING_OF_THE_ENDED);
          }
        }
        default -> {}
      }
    }
    synchronized (remote) {
      for (String key : remote.triedAfterRefusal) {
        if (ledger.stream().noneMatch(d -> d.key().equals(key) && mayTryAgain(street, d))) {
          broken.add(REFUSED_STAYS);
        }
      }
      for (Map.Entry<String, Document> held : remote.documents.entrySet()) {
        String[] parts = held.getKey().split("/");
        Map<String, Object> content = held.getValue().content();
        boolean right =
            parts[0].equals(content.get("number"))
                && Integer.valueOf(parts[1]).equals(content.get("revision"));
        if (!right) {
          broken.add(RECORD_IS_THE_CASES);
        }
      }
    }
  }

  private static boolean overtaken(Delivery delivery) {
    return Why.OVERTAKEN.equals(delivery.why());
  }

  /** A person asked for it, or a crash came before the refusal was in the ledger. */
  private static boolean mayTryAgain(Street street, Delivery delivery) {
    return street.deliveries.get(Street.IT, delivery.id(), null).history().stream()
        .anyMatch(a -> a.outcome().equals("REPLAYED") || a.outcome().equals("INTERRUPTED"));
  }

  private static boolean inOrder(List<String> effects) {
    Map<String, Integer> newest = new HashMap<>();
    Map<String, Boolean> cancelled = new HashMap<>();
    for (String key : effects) {
      String[] parts = key.split("/");
      int revision = Integer.parseInt(parts[1]);
      Integer before = newest.put(parts[0], revision);
      boolean cancel = parts[3].equals("CANCEL");
      if (before != null && (before > revision || (before == revision && !cancel))
          || Boolean.TRUE.equals(cancelled.put(parts[0], cancel))) {
        return false;
      }
    }
    return true;
  }

  static List<Delivery> ledger(Street street) {
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

  /** Whether nothing of it will move by itself any more. */
  static boolean rests(Delivery delivery) {
    DeliveryState state = delivery.state();
    return state.ended()
        || state == DeliveryState.QUARANTINED
        || state == DeliveryState.ASSISTED
        || Why.NEVER_TOLD.equals(delivery.why())
        || Why.AFTER_ANOTHER.equals(delivery.why());
  }
}
