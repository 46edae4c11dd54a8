package org.hutong.core.systems.modules;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.karaf.features.BootFinished;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.core.systems.modules.Desired.Pending;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Karaf's modules what they should be, at every start: its cache may have been wiped, the
 * distribution may be another, an operation may have been killed in the middle. Such an operation
 * goes <em>forward</em>: its file had passed every check, and somebody asked for it; only when the
 * new version does not come up is the former one put back, as the operation itself would have done.
 * One that was being put back already is put back to the end.
 */
final class ModuleStart {
  private static final Logger LOG = LoggerFactory.getLogger(ModuleStart.class);
  private static final Duration BOOT_LIMIT = Duration.ofMinutes(5);
  static final String CHANGED = "模块文件缺失或被改动";
  private static final int START_LEVEL = 70;

  private final BundleContext context;
  private final Shelf shelf;
  private final KarafCache cache;
  private final KarafFeatures features;
  private final Swap swap;
  private final AdapterRegistry registry;
  private final ModuleAudit audit;
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();

  ModuleStart(
      BundleContext context,
      Shelf shelf,
      KarafCache cache,
      KarafFeatures features,
      Swap swap,
      AdapterRegistry registry,
      ModuleAudit audit) {
    this.context = context;
    this.shelf = shelf;
    this.cache = cache;
    this.features = features;
    this.swap = swap;
    this.registry = registry;
    this.audit = audit;
  }

  /** Why modules failed to come up at this start, by name; Chinese. */
  Map<String, String> failures() {
    return failures;
  }

  /** Nothing is delivered by a version that is about to be replaced. */
  void hold() {
    for (Desired.Versions versions : shelf.desired().modules().values()) {
      held.addAll(versions.current().technologies());
      failures.put(versions.current().name(), "正在启动，尚未就绪");
    }
    Pending pending = shelf.desired().pending();
    if (pending != null && pending.from() != null) {
      held.addAll(pending.from().technologies());
    }
    held.forEach(registry::hold);
  }

  /** Brings every module, each on its own: one that fails keeps none of the others from running. */
  void run() throws InterruptedException, IOException {
    try {
      if (started()) {
        cache.keep();
      } else {
        LOG.warn(
            "The appliance has not booted in {}; modules are brought all the same", BOOT_LIMIT);
      }
      registry.booted();
      complete();
      for (String name : new TreeSet<>(shelf.desired().modules().keySet())) {
        bring(name);
        shelf.desired().modules().get(name).current().technologies().forEach(registry::release);
      }
      withdrawStrangers();
      shelf.tidy();
    } finally {
      held.forEach(registry::release);
    }
  }

  private boolean started() throws InterruptedException {
    ServiceTracker<BootFinished, BootFinished> boot =
        new ServiceTracker<>(context, BootFinished.class, null);
    boot.open();
    try {
      if (boot.waitForService(BOOT_LIMIT.toMillis()) == null) {
        return false;
      }
    } finally {
      boot.close();
    }
    return levelReached();
  }

  private synchronized boolean levelReached() throws InterruptedException {
    FrameworkStartLevel level = context.getBundle(0).adapt(FrameworkStartLevel.class);
    long end = System.nanoTime() + BOOT_LIMIT.toNanos();
    while (level.getStartLevel() < START_LEVEL && System.nanoTime() < end) {
      wait(100);
    }
    return level.getStartLevel() >= START_LEVEL;
  }

  private void complete() throws InterruptedException, IOException {
    Pending pending = shelf.desired().pending();
    if (pending == null) {
      return;
    }
    String name = pending.name();
    Kept from = pending.from();
    Kept to = pending.to();
    boolean back = shelf.desired().turnsBack();
    Kept asked = back ? from : to;
    String shown = name + " " + (asked == null ? "" : asked.version());
    LOG.info("Completing the interrupted operation on {}", shown);
    Set<String> names = Shelf.names(name, from, to);
    try {
      Optional<Target> former = shelf.former(name, from);
      Optional<Target> next = shelf.target(name, to);
      Swap.Result result =
          to == null || shelf.folder().intact(to)
              ? swap.bring(names, former, next)
              : new Swap.Result(false, List.of(), CHANGED);
      if (result.done() && !back) {
        shelf.store(
            shelf
                .desired()
                .ended(name, from, to == null ? null : to.serving(result.technologies())));
        audit.byItself("module.complete", shown, "ok");
        return;
      }
      if (swap.isEnding()) {
        return; // what failed then says nothing: the next start goes on
      }
      if (!back) {
        shelf.turn(pending);
        LOG.warn("{} did not come up, the former version is put back: {}", shown, result.reason());
        swap.bring(names, next, former);
      } else if (!result.done()) {
        LOG.warn("What was before {} could not be put back: {}", shown, result.reason());
      }
    } catch (ProvisionFailed e) {
      LOG.warn("{} could not be completed", shown, e);
    }
    shelf.store(shelf.desired().abandoned());
    audit.byItself("module.complete", shown, "rolled-back");
  }

  private void bring(String name) throws InterruptedException, IOException {
    Kept kept = shelf.desired().modules().get(name).current();
    Set<String> names = Shelf.names(name, kept, null);
    String reason;
    try {
      Optional<Target> builtIn = shelf.target(name, null);
      Optional<Target> target = shelf.target(name, kept);
      Swap.Result result = bring(kept, names, builtIn, target.orElseThrow());
      if (result.done()) {
        failures.remove(name);
        return;
      }
      reason = result.reason();
      // Left there it would make every later installation report an error.
      if (builtIn.isPresent()) {
        swap.bring(names, target, builtIn);
        reason += "；现由随机附带的版本代替";
      } else {
        swap.bring(names, target, Optional.empty());
      }
    } catch (ProvisionFailed e) {
      reason = String.valueOf(e.getMessage());
    }
    LOG.error("Module {} {} does not run: {}", name, kept.version(), reason);
    failures.put(name, reason);
    audit.byItself("module.bring", name + " " + kept.version(), "failed");
  }

  private Swap.Result bring(Kept kept, Set<String> names, Optional<Target> builtIn, Target target)
      throws InterruptedException, ProvisionFailed {
    if (!shelf.folder().intact(kept)) {
      // Karaf would look for a missing file for minutes, and take a changed one as it is.
      return new Swap.Result(false, List.of(), CHANGED);
    }
    return stands(target) ? swap.await(target) : swap.bring(names, builtIn, Optional.of(target));
  }

  private boolean stands(Target target) throws ProvisionFailed {
    return features.installedOurs().stream()
            .anyMatch(
                each ->
                    each.feature().equals(target.feature())
                        && each.version().equals(target.version()))
        && target.standsIn(context);
  }

  /** What Karaf remembers of modules that should not be there. */
  private void withdrawStrangers() throws InterruptedException {
    try {
      for (KarafFeatures.Installed stranger : features.installedOurs()) {
        Kept wanted = shelf.desired().current(stranger.module());
        if (wanted == null || !wanted.version().equals(stranger.version())) {
          LOG.info("Withdrawing {} {}, which nobody wants", stranger.module(), stranger.version());
          Target former =
              new Target(stranger.feature(), stranger.version(), null, List.of(), List.of());
          swap.bring(
              Shelf.names(stranger.module(), wanted, null),
              Optional.of(former),
              shelf.target(stranger.module(), wanted));
        }
      }
    } catch (ProvisionFailed e) {
      LOG.warn("Karaf does not tell its installed features", e);
    }
  }
}
