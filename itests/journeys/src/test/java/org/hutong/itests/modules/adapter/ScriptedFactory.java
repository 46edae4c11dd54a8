package org.hutong.itests.modules.adapter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.Context;
import org.hutong.adapter.Document;
import org.hutong.adapter.Health;
import org.hutong.adapter.Outcome;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;

/**
 * An adapter that behaves as its Blueprint says. It is packed into modules for the swap's tests and
 * runs inside the appliance, so it uses nothing but the SPI.
 */
public final class ScriptedFactory implements AdapterFactory {
  private final String health;

  /**
   * Made by Blueprint.
   *
   * @param health {@code up}, {@code down}, {@code throws}, {@code hangs}; {@code claims}: up, and
   *     says of everything that it was delivered; {@code fails}: makes no adapter; or {@code
   *     blocks:FILE}: is not made while that file exists
   */
  public ScriptedFactory(String health) throws InterruptedException {
    this.health = health;
    if (health.startsWith("blocks:")) {
      Path file = Path.of(health.substring("blocks:".length()));
      Object pause = new Object();
      while (Files.exists(file)) {
        synchronized (pause) {
          pause.wait(20);
        }
      }
    }
  }

  @Override
  public SystemAdapter create(SystemConfig config) {
    if (health.equals("fails")) {
      throw new IllegalStateException("a factory that makes nothing");
    }
    return new SystemAdapter() {
      @Override
      public Outcome deliver(Document document, Context context) {
        if (health.equals("claims")) {
          return new Outcome.Delivered("x");
        }
        return new Outcome.Unknown("a scripted adapter delivers nothing");
      }

      @Override
      public Health health() {
        return answer();
      }

      @Override
      public void close() {
        // It opened nothing.
      }
    };
  }

  private Health answer() {
    if (health.equals("down")) {
      return Health.down("不可用");
    }
    if (health.equals("throws")) {
      throw new IllegalStateException("a health check that fails on its own account");
    }
    if (health.equals("hangs")) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return Health.up("正常");
  }
}
