package org.hutong.core.casework;

import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hutong.casework.Case.Event;
import org.hutong.catalogue.Item;
import org.hutong.catalogue.Units;
import org.hutong.core.store.Times;
import org.jspecify.annotations.Nullable;

/**
 * Whose level an event was of (R10): that of the unit in the list of units, else of the step whose
 * unit it is. The list is read anew every minute: it is long, and a case is shown often.
 */
final class Levels {
  private static final long KEPT = Duration.ofMinutes(1).toNanos();
  private static final int MOST = 10_000;
  private static final String IN_NO_LIST = "";

  private record Key(String unit, LocalDate day) {}

  private record Known(long since, Map<Key, String> levels) {}

  private final Units units;
  private volatile Known known = new Known(System.nanoTime(), new ConcurrentHashMap<>());

  Levels(Units units) {
    this.units = units;
  }

  /** The history with the level of each actor. */
  List<Event> of(List<Event> history, Item item) {
    return history.stream().map(e -> with(e, level(e, item))).toList();
  }

  private static Event with(Event e, @Nullable String level) {
    return new Event(
        e.at(),
        e.what(),
        e.step(),
        e.unit(),
        e.account(),
        e.revision(),
        e.reason(),
        e.basis(),
        level);
  }

  private @Nullable String level(Event event, Item item) {
    String listed = listed(event.unit(), day(event.at()));
    if (!listed.equals(IN_NO_LIST)) {
      return listed;
    }
    return item.steps().stream()
        .filter(s -> s.unit().equals(event.unit()))
        .map(Item.StepRule::level)
        .findFirst()
        .orElse(null);
  }

  private static LocalDate day(OffsetDateTime at) {
    return at.atZoneSameInstant(Times.ZONE).toLocalDate();
  }

  private String listed(String unit, LocalDate day) {
    Known now = known;
    if (System.nanoTime() - now.since() > KEPT || now.levels().size() > MOST) {
      now = new Known(System.nanoTime(), new ConcurrentHashMap<>());
      known = now;
    }
    return now.levels().computeIfAbsent(new Key(unit, day), this::find);
  }

  /** A name that stands for units of two levels says nothing. */
  private String find(Key key) {
    List<String> levels =
        units.find(key.unit(), key.day()).stream().map(Units.Unit::level).distinct().toList();
    return levels.size() == 1 ? levels.get(0) : IN_NO_LIST;
  }
}
