package org.hutong.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A few callers who each wait for their answer: they make a new process quick, and tell what the
 * machine carries. An open-loop client that sends more than that only measures its own queue.
 */
public final class WarmUp {
  /** Callers who leave the machine room. */
  public static final int FEW = 4;

  private static final int EACH = 80;
  private static final int EVERY_SOAP = 4;
  private static final int LEAST = 5;
  private static final int MOST = 200;
  private static final double SHARE = 0.5;
  private static final Duration DRAIN = Duration.ofMinutes(2);

  private final Rest rest;
  private final Soap soap;
  private final int callers;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private int perSecond;

  /** Enters cases by these two, by a few callers. */
  public WarmUp(Rest rest, Soap soap) {
    this(rest, soap, FEW);
  }

  /** The same by so many. */
  public WarmUp(Rest rest, Soap soap, int callers) {
    this.rest = rest;
    this.soap = soap;
    this.callers = callers;
  }

  /** Warms up and gives the rate that leaves room, at most 200 a second. */
  public int rate() throws IOException, InterruptedException {
    enter();
    long begin = System.nanoTime();
    int done = enter();
    double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    perSecond = (int) (done / seconds);
    return (int) Math.max(LEAST, Math.min(MOST, perSecond * SHARE));
  }

  /**
   * Enters the same number once and gives the cases a second until all that they bring about has
   * been done too.
   *
   * @param delivered asked once a second
   */
  public int carried(Waiting.Condition delivered) throws Exception {
    long begin = System.nanoTime();
    int done = enter();
    Waiting.patiently(DRAIN, delivered);
    return (int) (done * 1e9 / (System.nanoTime() - begin));
  }

  private int enter() throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        People people = new People(System.nanoTime() + i);
        tasks.add(() -> enter(people));
      }
      int done = 0;
      for (Future<Integer> each : threads.invokeAll(tasks)) {
        done += each.get();
      }
      return done;
    } catch (ExecutionException e) {
      throw new IOException("The appliance did not take a case: " + e.getCause().getMessage(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  private int enter(People people) throws IOException, InterruptedException {
    for (int i = 0; i < EACH; i++) {
      String json = Entries.json(people.next(), 100_000);
      String number =
          i % EVERY_SOAP == 0
              ? soap.submit(json).text("number")
              : rest.post("/cases", json).body().path("number").asText();
      if (number.isEmpty()) {
        throw new IOException("refused");
      }
      acknowledged.add(number);
    }
    return EACH;
  }

  /** What the machine carried, cases a second. */
  public int perSecond() {
    return perSecond;
  }

  /** The cases entered. */
  public Set<String> acknowledged() {
    return acknowledged;
  }
}
