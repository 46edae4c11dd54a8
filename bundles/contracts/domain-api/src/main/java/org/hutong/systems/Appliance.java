package org.hutong.systems;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hutong.access.Caller;
import org.hutong.catalogue.Catalogue;
import org.hutong.catalogue.ItemRef;

/** The appliance itself: what it can do, how it stands. */
public interface Appliance {
  /**
   * What this appliance takes.
   *
   * @param limits name to value, such as {@code pageSize}, {@code bodyBytes}: those of the
   *     services, and those configured at the gateway that answers
   */
  record Capabilities(
      String street,
      String streetName,
      String version,
      List<String> contracts,
      List<ItemRef> items,
      List<Catalogue.Scheme> schemes,
      List<Purpose> purposes,
      Map<String, Long> limits) {
    /** With a gateway's own limits; of two for the same the smaller holds. */
    public Capabilities through(Map<String, Long> gateway) {
      Map<String, Long> both = new TreeMap<>(limits);
      gateway.forEach((name, value) -> both.merge(name, value, Math::min));
      return new Capabilities(
          street, streetName, version, contracts, items, schemes, purposes, both);
    }
  }

  /** A purpose code (用途代码) and the roles that may name it. */
  record Purpose(String code, String name, List<String> roles) {}

  /** Whether the store answers and intake takes cases; {@code reason} is a Chinese sentence. */
  record Readiness(boolean ready, String reason) {}

  /**
   * One thing that is watched: the store, a system's lane, the ledger.
   *
   * @param name such as {@code store}, {@code ledger}, {@code lane.si-02}
   * @param reason one Chinese sentence; says what is wrong, or that nothing is
   */
  record Check(String name, boolean ok, String reason) {}

  /** Versions, items in force, schemes, limits. */
  Capabilities capabilities(Caller caller);

  /** A municipal system that is down never makes this red. */
  Readiness readiness();

  /**
   * What is watched, the red first. Red on a lane that stands still, for whatever reason, and on a
   * ledger that does not add up. Others than {@code admin} and {@code street-it} see the store's.
   */
  List<Check> health(Caller caller);

  /** Prometheus text exposition format 0.0.4; for {@code admin}. */
  String metrics(Caller caller);
}
