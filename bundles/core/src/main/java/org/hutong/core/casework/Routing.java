package org.hutong.core.casework;

import java.time.LocalDate;
import java.util.Set;
import org.hutong.catalogue.Item.StepRule;
import org.hutong.catalogue.Units;
import org.hutong.kernel.Place;
import org.jspecify.annotations.Nullable;

/**
 * Which unit a step goes to. A step at the level of the community whose unit is only called 社区 or
 * 社区服务站 belongs to the subject's own: the station that serves the community on that day (一站多居),
 * else the community itself. Where the case names no community that is known here, the standard's
 * word stays, and a dispatcher transfers.
 */
final class Routing {
  private static final Set<String> OWN = Set.of("社区", "社区服务站", "社区居委会");

  private final Units units;

  Routing(Units units) {
    this.units = units;
  }

  String unit(StepRule step, @Nullable Place community, LocalDate on) {
    if (community == null || !step.level().equals("社区") || !OWN.contains(step.unit())) {
      return step.unit();
    }
    return units
        .byCode(community.scheme(), community.code(), on)
        .flatMap(u -> units.serving(u.id(), on))
        .map(Units.Unit::name)
        .orElse(step.unit());
  }
}
