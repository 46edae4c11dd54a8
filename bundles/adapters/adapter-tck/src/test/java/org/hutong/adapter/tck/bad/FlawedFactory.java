package org.hutong.adapter.tck.bad;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import org.hutong.adapter.AdapterFactory;
import org.hutong.adapter.InvalidConfig;
import org.hutong.adapter.SystemAdapter;
import org.hutong.adapter.SystemConfig;

/** Makes the adapter with the flaw that its settings name. */
public final class FlawedFactory implements AdapterFactory {
  @Override
  public SystemAdapter create(SystemConfig config) throws InvalidConfig {
    Flaw flaw = Flaw.valueOf(config.required("flaw"));
    int port = Integer.parseInt(config.required("port"));
    if (flaw == Flaw.CONNECTS_WHEN_MADE) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(8_000);
        socket.getInputStream().read();
      } catch (IOException e) {
        return new FlawedAdapter(flaw, port, config.requiredSecret("password"));
      }
    }
    if (flaw == Flaw.LEAVES_A_THREAD) {
      Thread poller = new Thread(FlawedFactory::waitForEver, "poller-" + System.nanoTime());
      poller.setDaemon(true);
      poller.start();
    }
    if (flaw == Flaw.KEEPS_ITS_CLASS_LOADER) {
      Runtime.getRuntime().addShutdownHook(new Thread(FlawedFactory::nothing));
    }
    return new FlawedAdapter(flaw, port, config.requiredSecret("password"));
  }

  private static void nothing() {
    // Whatever it did, the JVM would keep it.
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
