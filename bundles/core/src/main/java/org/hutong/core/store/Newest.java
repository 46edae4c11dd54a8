package org.hutong.core.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest rows of a table by stretches of their numbers, each twice as wide: Derby cannot walk
 * an index backwards, and asked for the newest of all it would sort them all.
 */
public final class Newest {
  private static final long FIRST = 2_000;

  private Newest() {}

  /** Reads one stretch, the newest first. */
  @FunctionalInterface
  public interface Stretch<T> {
    /** At most so many rows with a number in {@code [from, behind)}. */
    List<T> rows(long from, long behind, int most) throws SQLException;
  }

  /** At most so many rows with a number in {@code [first, behind)}. */
  public static <T> List<T> between(long first, long behind, int most, Stretch<T> stretch)
      throws SQLException {
    List<T> found = new ArrayList<>();
    long end = behind;
    for (long width = FIRST; end > first && found.size() < most; width *= 2) {
      long from = Math.max(first, end - width);
      found.addAll(stretch.rows(from, end, most - found.size()));
      end = from;
    }
    return found;
  }
}
