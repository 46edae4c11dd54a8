package org.hutong.harness.proof.leak;

import java.util.concurrent.CountDownLatch;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;

/** Leaves a thread behind that never ends, and with it the classes of its version. */
public final class LeakyFactory implements AdapterFactory {
  /** Made by Blueprint. */
  public LeakyFactory() {
    Thread forgotten = new Thread(LeakyFactory::forever, "forgotten");
    forgotten.setDaemon(true);
    forgotten.start();
  }

  private static void forever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public SystemAdapter create(SystemConfig config) {
    return new Leaky();
  }

  private static final class Leaky implements SystemAdapter {
    @Override
    public Outcome deliver(Document document, Context context) {
      return new Outcome.Unknown("a leaky adapter delivers nothing");
    }

    @Override
    public Health health() {
      return Health.up("");
    }

    @Override
    public void close() {
      // That is what it forgets.
    }
  }
}
