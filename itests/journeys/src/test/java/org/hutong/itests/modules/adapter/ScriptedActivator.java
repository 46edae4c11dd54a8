package org.hutong.itests.modules.adapter;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Starts and stops as the header {@code Scripted} says: {@code start-hangs}, {@code stop-throws}.
 */
public final class ScriptedActivator implements BundleActivator {
  @Override
  public void start(BundleContext context) throws InterruptedException {
    if ("start-hangs".equals(context.getBundle().getHeaders().get("Scripted"))) {
      new CountDownLatch(1).await();
    }
  }

  @Override
  public void stop(BundleContext context) {
    if ("stop-throws".equals(context.getBundle().getHeaders().get("Scripted"))) {
      throw new IllegalStateException("an activator that does not stop");
    }
  }
}
