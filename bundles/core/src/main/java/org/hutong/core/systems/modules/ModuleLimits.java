package org.hutong.core.systems.modules;

import java.time.Duration;

/**
 * Limits of modules and their swap.
 *
 * @param fileBytes of a module file
 * @param unpackedBytes of all its entries, unpacked
 * @param entries in one archive
 * @param drain how long calls in flight may take to leave
 * @param provision how long Karaf may take until a bundle that neither starts nor stops is
 *     interrupted
 * @param arrival how long a new version may take until it is up
 * @param startArrival the same at the start of the appliance, when everything starts at once
 * @param health how long one system's health may take to be answered
 */
public record ModuleLimits(
    long fileBytes,
    long unpackedBytes,
    int entries,
    Duration drain,
    Duration provision,
    Duration arrival,
    Duration startArrival,
    Duration health) {
  /** What suits an adapter. */
  public static ModuleLimits standard() {
    return new ModuleLimits(
        32L << 20,
        256L << 20,
        20_000,
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        Duration.ofSeconds(8));
  }
}
