package org.hutong.core.systems;

import java.util.Comparator;
import org.hutong.adapter.AdapterFactory;
import org.osgi.framework.Version;

/**
 * A factory as it was registered. Two entries of one bundle may stand side by side during a swap;
 * the higher version serves, then the higher ranking, then the later. Which of two bundles serves
 * is the affair of {@link Factories}.
 *
 * @param bundle the symbolic name of the bundle that registered it
 * @param shipped whether the distribution brings an adapter of that name
 * @param version of the bundle that registered it
 * @param ranking the service ranking
 * @param serial counts registrations, and tells two of the same version apart
 */
public record FactoryEntry(
    String technology,
    String bundle,
    boolean shipped,
    Version version,
    int ranking,
    long serial,
    AdapterFactory factory) {
  static final Comparator<FactoryEntry> ORDER =
      Comparator.comparing(FactoryEntry::version)
          .thenComparingInt(FactoryEntry::ranking)
          .thenComparingLong(FactoryEntry::serial);

  /** Of the one adapter that the distribution brings for the technology. */
  public FactoryEntry(
      String technology, Version version, int ranking, long serial, AdapterFactory factory) {
    this(technology, "adapter-" + technology, true, version, ranking, serial, factory);
  }

  @Override
  public String toString() {
    return technology + " " + version;
  }
}
