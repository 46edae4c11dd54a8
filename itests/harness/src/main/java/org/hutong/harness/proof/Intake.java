package org.hutong.harness.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.hutong.harness.OpenLoop;
import org.hutong.harness.OpenLoop.Reply;
import org.hutong.harness.People;
import org.hutong.harness.Street;

/**
 * Constant intake over REST and SOAP that goes on whatever happens to the appliance; nothing is
 * sent twice. It remembers what was acknowledged, and how many requests are open.
 */
final class Intake {
  private static final int EVERY_SOAP = 4;
  private static final Reply HELD_BACK = new Reply(-1, "", "held back");

  private final int perSecond;
  private final IntFunction<CompletableFuture<Reply>> rest;
  private final IntFunction<CompletableFuture<Reply>> soap;
  private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final Thread sender = new Thread(this::send, "intake");
  private volatile boolean heldBack;
  private volatile boolean ended;

  Intake(Street street, int perSecond) {
    this.perSecond = perSecond;
    People people = new People(System.nanoTime());
    rest = OpenLoop.overRest(street.rest("clerk"), people);
    soap = OpenLoop.overSoap(street.soap("clerk"), people);
  }

  Intake start() {
    sender.start();
    return this;
  }

  private void send() {
    try {
      new OpenLoop(n -> heldBack ? CompletableFuture.completedFuture(HELD_BACK) : one(n))
          .run(perSecond, 0, () -> ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<Reply> one(int n) {
    open.incrementAndGet();
    sent.incrementAndGet();
    return (n % EVERY_SOAP == 0 ? soap : rest)
        .apply(n)
        .whenComplete(
            (reply, failure) -> {
              if (failure == null && !reply.caseNumber().isEmpty()) {
                acknowledged.add(reply.caseNumber());
              } else {
                unanswered.incrementAndGet();
              }
              open.decrementAndGet();
            });
  }

  /** Many at once, besides what goes on. */
  List<CompletableFuture<Reply>> burst(int size) {
    List<CompletableFuture<Reply>> sentNow = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      sentNow.add(one(i));
    }
    return sentNow;
  }

  /** Nothing more is sent until {@link #goOn}. */
  void holdBack() {
    heldBack = true;
  }

  void goOn() {
    heldBack = false;
  }

  /** Requests without an answer yet. */
  int open() {
    return open.get();
  }

  int sent() {
    return sent.get();
  }

  /** Requests that ended without an acknowledgement. */
  int unanswered() {
    return unanswered.get();
  }

  /** The numbers given, in the order of their arrival; one that was given twice stands twice. */
  List<String> acknowledged() {
    return new ArrayList<>(acknowledged);
  }

  /** Ends it and waits for its thread. */
  void end() throws InterruptedException {
    ended = true;
    sender.join();
  }
}
