package org.hutong.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Adapters exchanged for newer ones while an open-loop client sends cases. */
final class DemoSwap {
  private static final int AT_LEAST = 2_000;
  private static final int EVERY_SOAP = 5;
  private static final int SECONDS_BEFORE = 3;
  private static final int SECONDS_AFTER = 2;
  private static final int SWAP_LIMIT_SECONDS = 90;
  private static final String NEWER = "0.1.1";
  private static final Map<String, String> ADAPTERS =
      Map.of("si-07", "adapter-rest", "si-04", "adapter-jdbc");

  private final Screen screen;
  private final Street street;
  private final Path folder;
  private final int rate;
  private final Map<String, String> refused = new LinkedHashMap<>();
  private final Map<String, String> older = new LinkedHashMap<>();
  private int inFlight;

  DemoSwap(Screen screen, Street street, Path folder, int rate) {
    this.rate = rate;
    this.screen = screen;
    this.street = street;
    this.folder = folder;
  }

  /** Sends cases, exchanges the adapters meanwhile, and gives what became of the requests. */
  OpenLoop.Result underLoad() throws Exception {
    screen.step(
        "每秒 " + rate + " 件持续录入，其间更换接入插件",
        "an open-loop client without retries sends on while adapters are exchanged");
    People people = new People(System.nanoTime());
    var rest = OpenLoop.overRest(street.rest("clerk"), people);
    var soap = OpenLoop.overSoap(street.soap("clerk"), people);
    AtomicInteger sent = new AtomicInteger();
    OpenLoop load =
        new OpenLoop(
            n -> {
              sent.set(n);
              return (n % EVERY_SOAP == 0 ? soap : rest).apply(n);
            });
    CompletableFuture<Void> swapped = new CompletableFuture<>();
    Thread swapper = new Thread(() -> swap(sent, swapped), "swap");
    swapper.start();
    long[] end = {Long.MAX_VALUE};
    swapped.whenComplete(
        (v, e) -> end[0] = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_AFTER));
    OpenLoop.Result result =
        load.run(rate, AT_LEAST, () -> swapped.isDone() && System.nanoTime() > end[0]);
    await(swapped);
    screen.line(
        "已发 sent "
            + result.sent()
            + "  状态 statuses "
            + result.statuses()
            + "  受理 acknowledged "
            + result.acknowledged().size());
    screen.line(
        "延迟 latency ms from the due time: p50 "
            + millis(result, 50)
            + "  p99 "
            + millis(result, 99)
            + "  max "
            + millis(result, 100));
    return result;
  }

  private static String millis(OpenLoop.Result result, double percentile) {
    return String.format("%.1f", result.latency().getValueAtPercentile(percentile) / 1000.0);
  }

  private void swap(AtomicInteger sent, CompletableFuture<Void> swapped) {
    try {
      Waiting.until(
          "the load runs",
          Duration.ofSeconds(SWAP_LIMIT_SECONDS),
          () -> sent.get() > rate * SECONDS_BEFORE);
      for (Map.Entry<String, String> adapter : ADAPTERS.entrySet()) {
        exchange(adapter.getKey(), adapter.getValue());
      }
      swapped.complete(null);
      // The seam to the thread that waits.
    } catch (Exception e) {
      swapped.completeExceptionally(e);
    }
  }

  private void exchange(String system, String artifact) throws Exception {
    Path shipped = NewerBundle.shipped(street.appliance().home(), artifact);
    older.put(system, NewerBundle.version(shipped));
    Path newer = NewerBundle.write(shipped, NEWER, folder.resolve(artifact + "-" + NEWER + ".jar"));
    // A few answers come late, so that calls are in flight when the adapter has to go.
    street
        .system(system)
        .control(
            "{\"fault\":\"slow\",\"times\":8,\"ms\":1500,\"when\":\"before\",\"on\":\"write\"}");
    Waiting.within(Duration.ofSeconds(5), () -> struck(system) > 0);
    inFlight += struck(system);
    long begin = System.nanoTime();
    try {
      String said = street.console("it", "hutong:module-update " + newer.toAbsolutePath());
      screen.line(said.strip());
    } catch (IOException e) {
      refused.put(system, e.getMessage());
      screen.line("更换未成 not exchanged: " + e.getMessage());
    }
    screen.line(
        artifact
            + "  "
            + older.get(system)
            + " → "
            + NEWER
            + "  "
            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)
            + " ms");
  }

  private int struck(String system) throws IOException {
    return street.system(system).state().path("struck").asInt();
  }

  private static void await(CompletableFuture<Void> swapped) throws Exception {
    try {
      swapped.get(SWAP_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("The exchange ended badly: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException("The exchange did not end", e);
    }
  }

  /** What must hold of the exchange, read in the systems' journals. */
  Map<String, Boolean> judge(Tally tally) {
    Map<String, Boolean> checks = new LinkedHashMap<>();
    for (String system : ADAPTERS.keySet()) {
      String seen = tally.system(system).clients().keySet().toString();
      boolean both = has(tally, system, older.get(system)) && has(tally, system, NEWER);
      checks.put(
          system + " 见过两个版本 saw both versions " + seen + refused.getOrDefault(system, ""),
          both && !refused.containsKey(system));
    }
    checks.put("更换时有呼叫在途 calls were in flight: " + inFlight, inFlight > 0);
    return checks;
  }

  private static boolean has(Tally tally, String system, String version) {
    return tally.system(system).clients().keySet().stream()
        .anyMatch(client -> client.endsWith("/" + version));
  }
}
