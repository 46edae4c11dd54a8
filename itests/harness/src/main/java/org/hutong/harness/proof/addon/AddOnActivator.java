package org.hutong.harness.proof.addon;

import java.util.Hashtable;
import java.util.Map;
import org.hutong.adapter.AdapterFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Registers the factory where there is no Blueprint, for the technology that the manifest names.
 */
public final class AddOnActivator implements BundleActivator {
  private AddOnFactory factory;
  private ServiceRegistration<AdapterFactory> registration;

  @Override
  public void start(BundleContext context) {
    String technology = context.getBundle().getHeaders("").get("Add-On");
    if (technology == null) {
      throw new IllegalStateException("an add-on that does not start");
    }
    factory = new AddOnFactory(new Note(technology));
    registration =
        context.registerService(
            AdapterFactory.class,
            factory,
            new Hashtable<>(Map.of(AdapterFactory.TECHNOLOGY, technology)));
  }

  @Override
  public void stop(BundleContext context) throws InterruptedException {
    registration.unregister();
    factory.close();
  }
}
