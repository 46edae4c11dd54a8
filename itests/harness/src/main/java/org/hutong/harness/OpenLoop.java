package org.hutong.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.hutong.standins.kit.Json;

/**
 * A client that sends on schedule whatever comes back, and sends nothing twice: as many callers who
 * know nothing of each other would. Its latency counts from the moment a request was due, so that a
 * stall is felt by all who waited in it.
 */
public final class OpenLoop {
  private static final long DRAIN_SECONDS = 60;
  private static final int NO_ANSWER = 0;

  private final IntFunction<CompletableFuture<Reply>> sender;
  private final Histogram latency =
      new ConcurrentHistogram(TimeUnit.SECONDS.toMicros(DRAIN_SECONDS * 2), 3);
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
  private final Map<String, AtomicInteger> refusals = new ConcurrentSkipListMap<>();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  /**
   * A client for one run.
   *
   * @param sender sends the request of that number
   */
  public OpenLoop(IntFunction<CompletableFuture<Reply>> sender) {
    this.sender = sender;
  }

  /**
   * What a request came to.
   *
   * @param caseNumber of the case that was acknowledged; empty when none was
   * @param why empty when one was
   */
  public record Reply(int status, String caseNumber, String why) {}

  /**
   * What a run came to.
   *
   * @param statuses how often each HTTP status came; 0 stands for no answer
   * @param refusals how often each reason came of those that were not acknowledged
   * @param latency microseconds from the moment each was due
   */
  public record Result(
      int sent,
      Map<Integer, Integer> statuses,
      Map<String, Integer> refusals,
      Set<String> acknowledged,
      Histogram latency) {
    /** Whether every single request was acknowledged. */
    public boolean noneRefused() {
      return acknowledged.size() == sent;
    }
  }

  /** POST /cases with fresh made-up persons. */
  public static IntFunction<CompletableFuture<Reply>> overRest(Rest rest, People people) {
    return n ->
        rest.postAsync("/cases", Entries.json(people.next(), 300_000), UUID.randomUUID().toString())
            .thenApply(OpenLoop::ofRest);
  }

  /** SubmitCase with fresh made-up persons. */
  public static IntFunction<CompletableFuture<Reply>> overSoap(Soap soap, People people) {
    return n ->
        soap.submitAsync(Entries.json(people.next(), 300_000), UUID.randomUUID().toString())
            .thenApply(OpenLoop::ofSoap);
  }

  private static Reply ofRest(HttpResponse<byte[]> response) {
    if (response.statusCode() != 201) {
      return new Reply(response.statusCode(), "", "HTTP " + response.statusCode());
    }
    try {
      JsonNode body = Json.read(response.body());
      return new Reply(201, body.path("number").asText(), "");
    } catch (IOException e) {
      return new Reply(201, "", "unreadable answer");
    }
  }

  private static Reply ofSoap(HttpResponse<byte[]> response) {
    try {
      Soap.Answer answer = Soap.answer(response);
      boolean good = answer.status() == 200 && answer.code().isEmpty();
      return new Reply(answer.status(), good ? answer.text("number") : "", answer.code());
    } catch (IOException e) {
      return new Reply(response.statusCode(), "", "unreadable answer");
    }
  }

  /** Sends at least so many at that rate, and goes on until the condition holds. */
  public Result run(int perSecond, int atLeast, BooleanSupplier enough)
      throws InterruptedException {
    long begin = System.nanoTime();
    long step = TimeUnit.SECONDS.toNanos(1) / perSecond;
    AtomicInteger open = new AtomicInteger();
    CompletableFuture<Void> drained = new CompletableFuture<>();
    open.incrementAndGet();
    int sent = 0;
    while (sent < atLeast || !enough.getAsBoolean()) {
      long due = begin + sent * step;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      open.incrementAndGet();
      sender
          .apply(sent)
          .whenComplete(
              (reply, failure) -> {
                long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due);
                latency.recordValue(micros);
                take(failure == null ? reply : new Reply(NO_ANSWER, "", reason(failure)));
                leave(open, drained);
              });
      sent++;
    }
    leave(open, drained);
    try {
      drained.get(DRAIN_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      refusals.computeIfAbsent("no answer yet", w -> new AtomicInteger()).addAndGet(open.get());
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return new Result(
        sent, plain(statuses), plain(refusals), new TreeSet<>(acknowledged), latency.copy());
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private void take(Reply reply) {
    statuses.computeIfAbsent(reply.status(), s -> new AtomicInteger()).incrementAndGet();
    if (reply.caseNumber().isEmpty()) {
      refusals.computeIfAbsent(reply.why(), w -> new AtomicInteger()).incrementAndGet();
    } else {
      acknowledged.add(reply.caseNumber());
    }
  }

  private static void leave(AtomicInteger open, CompletableFuture<Void> drained) {
    if (open.decrementAndGet() == 0) {
      drained.complete(null);
    }
  }

  private static <K> Map<K, Integer> plain(Map<K, AtomicInteger> counts) {
    Map<K, Integer> plain = new TreeMap<>();
    counts.forEach((key, count) -> plain.put(key, count.get()));
    return plain;
  }
}
