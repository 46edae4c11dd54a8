package org.hutong.core.delivery;

/** How long calls and turns take of late, to claim just enough ahead. */
final class Pace {
  private static final double WEIGHT = 0.1;
  private double callMillis = 50;
  private double turnMillis = 5;

  void call(long millis) {
    callMillis += WEIGHT * (Math.max(0.2, millis) - callMillis);
  }

  void turn(double millis) {
    turnMillis += WEIGHT * (millis - turnMillis);
  }

  /**
   * How many to have under way: the threads' own, and as many as they can end during one turn. What
   * is claimed ahead is unknown after a crash, so slow systems get none to spare.
   */
  int ahead(int threads, int most) {
    long spare = Math.round(threads * turnMillis / callMillis);
    return (int) Math.min(Math.max(threads, most), threads + spare);
  }
}
