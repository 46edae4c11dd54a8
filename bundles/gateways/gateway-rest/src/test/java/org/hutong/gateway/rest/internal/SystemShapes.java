package org.hutong.gateway.rest.internal;

import java.util.Map;
import org.hutong.systems.Feed;
import org.hutong.systems.Pushed;
import org.hutong.systems.Quarantined;
import org.hutong.systems.SystemInfo;
import org.hutong.systems.SystemRegistration;

/** What the contract calls the records of systems and of what comes from them. */
final class SystemShapes {
  static final Map<String, Class<?>> RECORDS =
      Map.of(
          "System", SystemInfo.class,
          "SystemRegistration", SystemRegistration.class,
          "SystemUsage", SystemRegistration.Usage.class,
          "Pushed", Pushed.class);

  static final Map<String, Class<? extends Enum<?>>> ENUMS =
      Map.of(
          "HealthState", SystemInfo.HealthState.class,
          "SystemLight", SystemRegistration.Light.class,
          "FeedFreshness", Feed.Freshness.class,
          "FeedWay", Feed.Way.class,
          "QuarantineState", Quarantined.State.class,
          "PushOutcome", Pushed.Outcome.class);

  private SystemShapes() {}
}
