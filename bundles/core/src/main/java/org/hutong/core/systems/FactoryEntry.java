package org.hutong.core.systems;

import java.util.Comparator;
import org.hutong.adapter.AdapterFactory;
import org.osgi.framework.Version;

/**
 * A factory as it was registered. Two entries of one technology may stand side by side during a
 * swap; the higher version serves, then the higher ranking, then the later.
 *
 * @param version of the bundle that registered it
 * @param ranking the service ranking
 * @param serial counts registrations, and tells two of the same version apart
 */
public record FactoryEntry(
    String technology, Version version, int ranking, long serial, AdapterFactory factory) {
  static final Comparator<FactoryEntry> ORDER =
      Comparator.comparing(FactoryEntry::version)
          .thenComparingInt(FactoryEntry::ranking)
          .thenComparingLong(FactoryEntry::serial);

  @Override
  public String toString() {
    return technology + " " + version;
  }
}
