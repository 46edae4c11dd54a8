package org.hutong.harness.proof;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.hutong.harness.OpenLoop;

/**
 * Windows in which the console changes something, by turns with windows in which it only reads:
 * what comes late in these is not the changes' doing.
 */
final class Windows {
  private static final long LATE_MICROS = 200_000;
  private static final int SIGMAS = 2;

  private final UnderLoad load;
  private final Window with = new Window();
  private final Window without = new Window();

  Windows(UnderLoad load) {
    this.load = load;
  }

  /** What all windows of a kind came to. */
  private static final class Window {
    private final Histogram latency = new Histogram(TimeUnit.MINUTES.toMicros(5), 3);
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int sent;
    private int refused;

    void add(OpenLoop.Result result) {
      sent += result.sent();
      refused += result.sent() - result.acknowledged().size();
      result.refusals().forEach((why, count) -> refusals.merge(why, count, Integer::sum));
      latency.add(result.latency());
    }

    long late() {
      return latency.getCountBetweenValues(LATE_MICROS, latency.getHighestTrackableValue());
    }

    double millis(double percentile) {
      return latency.getValueAtPercentile(percentile) / 1_000.0;
    }
  }

  /**
   * A window of either kind.
   *
   * @param sessions at the console that the change takes, and so the reading
   */
  void turn(int sessions, UnderLoad.Work change) throws Exception {
    without.add(load.during(() -> onlyRead(sessions)));
    with.add(load.during(change));
  }

  private void onlyRead(int sessions) throws Exception {
    for (int i = 0; i < sessions; i++) {
      load.street().console("it", "hutong:modules", "hutong:modules", "hutong:modules");
    }
  }

  int refused() {
    return with.refused + without.refused;
  }

  /** Late answers beyond what the windows without changes let expect. */
  double lateBecause() {
    double scale = without.sent == 0 ? 0 : (double) with.sent / without.sent;
    double expected = without.late() * scale;
    double chance = SIGMAS * Math.sqrt(with.late() + without.late() * scale * scale);
    return Math.max(0, with.late() - expected - chance);
  }

  String soFar() {
    return "late %d of %d with, %d of %d without; refused %d"
        .formatted(with.late(), with.sent, without.late(), without.sent, refused());
  }

  /** What may not happen because of the changes. */
  void goals(Results figures, String prefix) {
    figures.atMost(prefix + "refused", 0, refused(), "requests refused", 1);
    figures.atMost(
        prefix + "late",
        0,
        lateBecause(),
        "answers over 200 ms beyond the windows without changes and two sigmas",
        1);
  }

  /** How quick the answers were in either kind. */
  void figures(Results figures) {
    for (Map.Entry<String, Window> each :
        new TreeMap<>(Map.of("with", with, "without", without)).entrySet()) {
      Window window = each.getValue();
      figures.figure("p50-" + each.getKey(), window.millis(50), "ms, sent " + window.sent);
      figures.figure("p99-" + each.getKey(), window.millis(99), "ms, late " + window.late());
      figures.figure("max-" + each.getKey(), window.millis(100), "ms " + window.refusals);
    }
  }
}
