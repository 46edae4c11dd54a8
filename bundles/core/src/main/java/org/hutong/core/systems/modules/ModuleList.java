package org.hutong.core.systems.modules;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.features.Feature;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.Module;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The modules as they stand: what the distribution brings, and what was installed. */
final class ModuleList {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final BundleContext context;
  private final Shelf shelf;
  private final KarafFeatures features;
  private final Map<String, String> failures;

  ModuleList(
      BundleContext context, Shelf shelf, KarafFeatures features, Map<String, String> failures) {
    this.context = context;
    this.shelf = shelf;
    this.features = features;
    this.failures = failures;
  }

  List<Module> all() {
    List<Module> modules = new ArrayList<>();
    Map<String, Desired.Versions> desired = shelf.desired().modules();
    desired.values().forEach(versions -> modules.add(installed(versions.current())));
    try {
      for (Feature feature : features.builtIns()) {
        KarafFeatures.target(feature).parts().stream()
            .filter(part -> !desired.containsKey(part.symbolicName()))
            .flatMap(part -> part.in(context).stream())
            .forEach(bundle -> modules.add(builtIn(bundle)));
      }
    } catch (ProvisionFailed e) {
      throw Refused.failed(Code.INTERNAL_ERROR, e);
    }
    modules.sort(Comparator.comparing(Module::name));
    return modules;
  }

  Optional<Module> one(String name) {
    return all().stream().filter(module -> module.name().equals(name)).findFirst();
  }

  private Module installed(Kept kept) {
    String known = failures.get(kept.name());
    String reason = known != null || runs(kept) ? known : "没有在运行";
    return new Module(
        kept.name(),
        kept.version(),
        reason == null ? "RUNNING" : "FAILED",
        kept.technologies(),
        kept.installedAt(),
        reason);
  }

  private boolean runs(Kept kept) {
    return kept.parts().stream()
        .allMatch(
            part -> part.in(context).filter(each -> each.getState() == Bundle.ACTIVE).isPresent());
  }

  private static Module builtIn(Bundle bundle) {
    return new Module(
        bundle.getSymbolicName(),
        bundle.getVersion().toString(),
        "BUILT_IN",
        Arrival.technologies(bundle),
        OffsetDateTime.ofInstant(Instant.ofEpochMilli(bundle.getLastModified()), ZONE),
        null);
  }
}
