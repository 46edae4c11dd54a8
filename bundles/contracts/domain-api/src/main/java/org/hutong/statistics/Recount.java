package org.hutong.statistics;

import java.util.List;

/**
 * The counters beside the cases themselves.
 *
 * @param cases cases counted anew
 * @param counters counters that should be there
 * @param differences those that differ, the first 100
 * @param different how many differ
 * @param mended whether they were put right
 */
public record Recount(
    long cases, int counters, List<Difference> differences, int different, boolean mended) {
  /** One counter that differs. */
  public record Difference(String month, String counter, String kept, String counted) {}

  /** Whether all counters are right. */
  public boolean holds() {
    return different == 0;
  }
}
