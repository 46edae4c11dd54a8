package org.hutong.gateway.support;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.hutong.access.Caller;
import org.hutong.problem.Refused;
import org.hutong.systems.Appliance;
import org.jspecify.annotations.Nullable;

/** The street that every answer names: asked once of each appliance service that comes. */
public final class ThisStreet {
  private static final Caller NOBODY = new Caller("(gateway)", Set.of(), null, "local", null);

  private record Known(Appliance by, String code) {}

  private final Services services;
  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

  public ThisStreet(Services services) {
    this.services = services;
  }

  /** The street's code in the scheme {@code stat-2022}. */
  public String code(Caller caller) {
    Appliance appliance = services.appliance();
    Known before = known.get();
    if (before != null && before.by == appliance) {
      return before.code;
    }
    String code = appliance.capabilities(caller).street();
    known.set(new Known(appliance, code));
    return code;
  }

  /**
   * The same for a refusal, whoever asked: what an appliance can do needs no database and no right.
   * Null only while there was no appliance yet.
   */
  public @Nullable String codeIfKnown() {
    try {
      return code(NOBODY);
    } catch (Refused away) {
      Known before = known.get();
      return before == null ? null : before.code;
    }
  }
}
