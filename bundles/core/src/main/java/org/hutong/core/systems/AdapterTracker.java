package org.hutong.core.systems;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.hutong.adapter.AdapterFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the factories of the service registry to the {@link AdapterRegistry}. The framework calls
 * {@link #removedService} while the bundle stops and waits for it: that is what makes the drain
 * work.
 */
public final class AdapterTracker
    implements ServiceTrackerCustomizer<AdapterFactory, FactoryEntry>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdapterTracker.class);

  private final BundleContext context;
  private final AdapterRegistry registry;
  private final Predicate<String> shipped;
  private final AtomicLong serial = new AtomicLong();
  private final ServiceTracker<AdapterFactory, FactoryEntry> tracker;

  /**
   * Tracks nothing until {@link #open}.
   *
   * @param shipped whether the distribution brings an adapter of that symbolic name
   */
  public AdapterTracker(
      BundleContext context, AdapterRegistry registry, Predicate<String> shipped) {
    this.context = context;
    this.registry = registry;
    this.shipped = shipped;
    this.tracker = new ServiceTracker<>(context, AdapterFactory.class, this);
  }

  /** Takes in the factories that are there and those that come. */
  public void open() {
    tracker.open();
  }

  @Override
  public FactoryEntry addingService(ServiceReference<AdapterFactory> reference) {
    if (!(reference.getProperty(AdapterFactory.TECHNOLOGY) instanceof String technology)) {
      LOG.warn(
          "Bundle {} registers an adapter factory without the property {}",
          reference.getBundle().getSymbolicName(),
          AdapterFactory.TECHNOLOGY);
      return null;
    }
    AdapterFactory factory = context.getService(reference);
    if (factory == null) {
      return null;
    }
    String bundle = String.valueOf(reference.getBundle().getSymbolicName());
    Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
    FactoryEntry entry =
        new FactoryEntry(
            technology,
            bundle,
            shipped.test(bundle),
            reference.getBundle().getVersion(),
            ranking instanceof Integer number ? number : 0,
            serial.incrementAndGet(),
            factory);
    registry.add(entry);
    return entry;
  }

  @Override
  public void modifiedService(ServiceReference<AdapterFactory> reference, FactoryEntry entry) {
    // Neither technology nor version changes while a service is registered.
  }

  @Override
  public void removedService(ServiceReference<AdapterFactory> reference, FactoryEntry entry) {
    registry.remove(entry);
    context.ungetService(reference);
  }

  @Override
  public void close() {
    tracker.close();
  }
}
