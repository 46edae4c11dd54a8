package org.hutong.core.systems.modules;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.modules.HealthGate.Before;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one version of a module in the place of another while the appliance works. Intake never
 * stops: deliveries of the technology wait in their lanes, calls in flight leave first.
 */
final class Swap {
  private static final Logger LOG = LoggerFactory.getLogger(Swap.class);

  /**
   * What came of a swap.
   *
   * @param done whether the new one runs; if not, the old one was put back
   * @param technologies that the module serves now
   * @param reason why it was not done, or what else is to be known; Chinese, may be empty
   */
  record Result(boolean done, List<String> technologies, String reason) {}

  private final BundleContext context;
  private final KarafFeatures features;
  private final AdapterRegistry registry;
  private final HealthGate health;
  private final ModuleLimits limits;

  Swap(
      BundleContext context,
      KarafFeatures features,
      AdapterRegistry registry,
      ModuleLimits limits) {
    this.context = context;
    this.features = features;
    this.registry = registry;
    this.health = new HealthGate(registry, limits.health());
    this.limits = limits;
  }

  /**
   * Swaps.
   *
   * @param names symbolic names of the module's bundles, of both versions
   * @param from what runs now; empty: nothing
   * @param to what shall run; empty: nothing
   * @param noWorse whether systems that were up must be up again; not asked of what is put back on
   *     purpose, so that an adapter that only claims to be up can be got rid of
   * @param turn run when the new one was judged and failed, before the former one is put back
   */
  Result run(
      Set<String> names, Optional<Target> from, Optional<Target> to, boolean noWorse, Runnable turn)
      throws InterruptedException {
    Set<String> technologies = technologies(names);
    Before before = noWorse ? health.ask(technologies) : Before.NOT_ASKED;
    Wirings wirings = new Wirings(context, names);
    // What a new version turns out to serve is not known yet, and nothing may be sent by it before
    // it has been judged.
    registry.holdBundles(names);
    technologies.forEach(registry::hold);
    try {
      for (String technology : technologies) {
        if (!registry.drained(technology, limits.drain())) {
          LOG.warn("Calls of {} are still in flight after {}", technology, limits.drain());
        }
      }
      Result forward = place(names, from, to, before, limits.arrival());
      if (forward.done()) {
        return withDisturbed(forward, wirings);
      }
      LOG.warn("A module did not come up, the former one is put back: {}", forward.reason());
      turn.run();
      Result back = place(names, to, from, Before.NOT_ASKED, limits.arrival());
      String reason =
          back.done() ? forward.reason() : forward.reason() + "；原版本也未能恢复：" + back.reason();
      return withDisturbed(new Result(false, back.technologies(), reason), wirings);
    } finally {
      technologies.forEach(registry::release);
      registry.releaseBundles(names);
    }
  }

  /** Only puts it there, with nothing to compare with: at the start of the appliance. */
  Result bring(Set<String> names, Optional<Target> from, Optional<Target> to)
      throws InterruptedException {
    registry.holdBundles(names);
    try {
      return place(names, from, to, Before.NOT_ASKED, limits.startArrival());
    } finally {
      registry.releaseBundles(names);
    }
  }

  /** Whether the framework goes down: nothing that fails then says anything of a module. */
  boolean isEnding() {
    return context.getBundle(0).getState() == Bundle.STOPPING;
  }

  /** Whether it runs, waiting for it as long as a start may take. */
  Result await(Target target) throws InterruptedException {
    try (Arrival arrival = new Arrival(context, target)) {
      Arrival.Verdict verdict = arrival.await(limits.startArrival(), false);
      return new Result(verdict.up(), verdict.technologies(), verdict.reason());
    }
  }

  private Result place(
      Set<String> names, Optional<Target> from, Optional<Target> to, Before before, Duration limit)
      throws InterruptedException {
    if (to.isEmpty()) {
      return takeAway(names, from);
    }
    try (Arrival arrival = new Arrival(context, to.get())) {
      String failure = installed(to.get());
      sweep(names, to.get().parts());
      if (!failure.isEmpty() && !to.get().standsIn(context)) {
        // The former version would not stop, and Karaf went no further; it is swept away now.
        failure = installed(to.get());
      }
      Arrival.Verdict verdict = arrival.await(limit, true);
      if (!verdict.up()) {
        String reason = verdict.reason() + (failure.isEmpty() ? "" : "：" + failure);
        return new Result(false, List.of(), reason);
      }
      return serves(names, verdict.technologies(), before);
    }
  }

  /** Empty, or what Karaf reports. */
  private String installed(Target target) {
    try {
      features.install(target);
      return "";
    } catch (ProvisionFailed e) {
      // Karaf also reports bundles that have nothing to do with this; what came up decides.
      LOG.warn("Karaf reports a failure while it installs {}", target.id(), e);
      return String.valueOf(e.getMessage());
    }
  }

  private Result serves(Set<String> names, List<String> technologies, Before before)
      throws InterruptedException {
    for (String technology : before.technologies()) {
      if (!technologies.contains(technology)) {
        return new Result(false, technologies, "新版本不再提供技术 " + technology);
      }
    }
    for (String technology : technologies) {
      Optional<String> other = otherServing(technology, names);
      if (other.isPresent()) {
        return new Result(false, technologies, "技术 " + technology + " 已由 " + other.get() + " 提供");
      }
    }
    return health
        .worseThan(before, technologies)
        .map(worse -> new Result(false, technologies, worse))
        .orElseGet(() -> new Result(true, technologies, ""));
  }

  private Result takeAway(Set<String> names, Optional<Target> from) {
    String failure = withdrawn(from);
    sweep(names, List.of());
    if (!failure.isEmpty()) {
      // A bundle that would not stop is gone now; what Karaf still wanted it would install again.
      failure = withdrawn(from);
    }
    boolean gone = Arrays.stream(context.getBundles()).noneMatch(b -> names.contains(nameOf(b)));
    boolean done = gone && failure.isEmpty();
    return new Result(done, List.of(), done ? "" : "模块未能移除" + failure);
  }

  /** Empty, or what Karaf reports. */
  private String withdrawn(Optional<Target> target) {
    try {
      if (target.isPresent()) {
        features.withdraw(target.get().feature());
      }
      return "";
    } catch (ProvisionFailed e) {
      LOG.warn("Karaf reports a failure while it removes a module", e);
      return "：" + e.getMessage();
    }
  }

  /** A kill may have left a bundle that Karaf does not know of; two versions must not stand. */
  private void sweep(Set<String> names, List<Target.Part> stay) {
    for (Bundle bundle : context.getBundles()) {
      if (names.contains(nameOf(bundle)) && stay.stream().noneMatch(each -> each.is(bundle))) {
        try {
          bundle.uninstall();
          LOG.info("Uninstalled the leftover {} {}", nameOf(bundle), bundle.getVersion());
        } catch (BundleException e) {
          LOG.warn("The leftover {} could not be uninstalled", nameOf(bundle), e);
        }
      }
    }
  }

  private Set<String> technologies(Set<String> names) {
    Set<String> technologies = new TreeSet<>();
    for (Bundle bundle : context.getBundles()) {
      if (names.contains(nameOf(bundle))) {
        technologies.addAll(Arrival.technologies(bundle));
      }
    }
    return technologies;
  }

  private Optional<String> otherServing(String technology, Set<String> names) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> !names.contains(nameOf(bundle)))
        .filter(bundle -> Arrival.technologies(bundle).contains(technology))
        .map(Swap::nameOf)
        .findFirst();
  }

  private static Result withDisturbed(Result result, Wirings wirings) {
    List<String> disturbed = wirings.disturbed();
    if (disturbed.isEmpty()) {
      return result;
    }
    LOG.error("The swap of a module has refreshed bundles outside it: {}", disturbed);
    String note = "更换波及模块之外：" + String.join("、", new HashSet<>(disturbed));
    return new Result(
        result.done(),
        result.technologies(),
        result.reason().isEmpty() ? note : result.reason() + "；" + note);
  }

  private static String nameOf(Bundle bundle) {
    return String.valueOf(bundle.getSymbolicName());
  }
}
