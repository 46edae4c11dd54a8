package org.hutong.core.delivery;

import java.time.Instant;
import org.hutong.core.delivery.Effect.Ended;
import org.hutong.core.systems.SystemDefinition.Limits;

/** What a delivery becomes after a call. No effect, no clock, no database. */
@FunctionalInterface
interface Policy {
  Verdict judge(Ended ended, Limits limits, Instant now);
}
