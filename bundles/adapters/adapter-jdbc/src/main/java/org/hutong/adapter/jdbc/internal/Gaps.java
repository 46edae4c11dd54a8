package org.hutong.adapter.jdbc.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hutong.kernel.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * How far an outbox was read, and the numbers below that were not there: a transaction took them
 * and has not ended, or was rolled back. A gap is over once every transaction that ran when it was
 * first seen has ended, and some seconds have passed.
 *
 * @param last the highest number read
 * @param open the gaps, lowest first
 */
record Gaps(long last, List<Gap> open) {
  private static final int MOST_OPEN = 5;
  private static final int MOST_CURSOR = 200;

  /** A number may be taken a moment before its transaction has one of its own. */
  private static final long LEAST_SECONDS = 10;

  private static final Pattern GAP =
      Pattern.compile("([0-9a-z]{1,13})-([0-9a-z]{1,13})[.]([0-9a-z]{1,13})[.]([0-9a-z]{1,9})");

  Gaps {
    open = List.copyOf(open);
  }

  /**
   * Numbers that were missing.
   *
   * @param horizon the first transaction that had not begun when the gap was first seen
   * @param seenAt seconds, by that database's clock
   */
  record Gap(long from, long to, long horizon, long seenAt) {
    boolean has(long number) {
      return number >= from && number <= to;
    }
  }

  /** The moment of a statement: the oldest transaction under way, the next one, the seconds. */
  record Moment(long oldest, long next, long seconds) {}

  static Gaps none() {
    return new Gaps(Long.MIN_VALUE, List.of());
  }

  static @Nullable Gaps parse(@Nullable Cursor cursor) {
    if (cursor == null) {
      return none();
    }
    String[] parts = cursor.value().split("~", -1);
    List<Gap> open = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      Matcher gap = GAP.matcher(parts[i]);
      if (!gap.matches()) {
        return null;
      }
      open.add(
          new Gap(
              Long.parseLong(gap.group(1), 36),
              Long.parseLong(gap.group(2), 36),
              Long.parseLong(gap.group(3), 36),
              Long.parseLong(gap.group(4), 36)));
    }
    return parts[0].matches("-?[0-9a-z]{1,13}")
        ? new Gaps(Long.parseLong(parts[0], 36), open)
        : null;
  }

  Cursor cursor() {
    StringBuilder text = new StringBuilder(Long.toString(last, 36));
    for (Gap gap : open) {
      text.append('~')
          .append(Long.toString(gap.from(), 36))
          .append('-')
          .append(Long.toString(gap.to(), 36))
          .append('.')
          .append(Long.toString(gap.horizon(), 36))
          .append('.')
          .append(Long.toString(gap.seenAt(), 36));
    }
    return new Cursor(text.toString());
  }

  boolean waitsFor(long number) {
    return open.stream().anyMatch(gap -> gap.has(number));
  }

  /** Without the gaps that nobody can fill any more. */
  Gaps settled(Moment now) {
    return new Gaps(
        last,
        open.stream()
            .filter(
                gap -> now.oldest() < gap.horizon() || now.seconds() - gap.seenAt() < LEAST_SECONDS)
            .toList());
  }

  /** A number of a gap has come. */
  Gaps filled(long number) {
    List<Gap> left = new ArrayList<>();
    for (Gap gap : open) {
      if (!gap.has(number)) {
        left.add(gap);
        continue;
      }
      if (gap.from() < number) {
        left.add(new Gap(gap.from(), number - 1, gap.horizon(), gap.seenAt()));
      }
      if (gap.to() > number) {
        left.add(new Gap(number + 1, gap.to(), gap.horizon(), gap.seenAt()));
      }
    }
    Gaps next = new Gaps(last, left);
    // Too many pieces: the gap stays whole, and what has come of it comes once more.
    return fits(next) ? next : this;
  }

  /** On to a number above; null where that would leave more gaps open than a cursor holds. */
  @Nullable Gaps upTo(long number, Moment now) {
    // Also before the first one that is read: what is below it may still come.
    long before = Math.max(0, last);
    if (number <= before + 1) {
      return new Gaps(number, open);
    }
    List<Gap> more = new ArrayList<>(open);
    more.add(new Gap(before + 1, number - 1, now.next(), now.seconds()));
    Gaps next = new Gaps(number, more);
    return more.size() <= MOST_OPEN && fits(next) ? next : null;
  }

  private static boolean fits(Gaps gaps) {
    int characters = 14 + gaps.open().size() * 50;
    return characters <= MOST_CURSOR || textLength(gaps) <= MOST_CURSOR;
  }

  private static int textLength(Gaps gaps) {
    int length = Long.toString(gaps.last(), 36).length();
    for (Gap gap : gaps.open()) {
      length +=
          4
              + Long.toString(gap.from(), 36).length()
              + Long.toString(gap.to(), 36).length()
              + Long.toString(gap.horizon(), 36).length()
              + Long.toString(gap.seenAt(), 36).length();
    }
    return length;
  }
}
