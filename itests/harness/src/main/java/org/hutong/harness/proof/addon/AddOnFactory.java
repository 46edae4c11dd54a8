package org.hutong.harness.proof.addon;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;

/** Serves its technology, and has a thread of its own, which it ends. */
public final class AddOnFactory implements AdapterFactory {
  private final String note;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread keeper;

  /**
   * Made by Blueprint or by the activator.
   *
   * @param note of this bundle or of another of the module
   */
  public AddOnFactory(Supplier<String> note) {
    this.note = note.get();
    CountDownLatch until = end;
    this.keeper = new Thread(() -> await(until), "add-on " + this.note);
    keeper.setDaemon(true);
    keeper.start();
  }

  private static void await(CountDownLatch until) {
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public SystemAdapter create(SystemConfig config) {
    return new AddOn(note);
  }

  /** Ends its thread. */
  public void close() throws InterruptedException {
    end.countDown();
    keeper.join();
  }

  private record AddOn(String note) implements SystemAdapter {
    @Override
    public Outcome deliver(Document document, Context context) {
      return new Outcome.Unknown("an add-on delivers nothing");
    }

    @Override
    public Health health() {
      return Health.up(note);
    }

    @Override
    public void close() {
      // It opened nothing.
    }
  }
}
