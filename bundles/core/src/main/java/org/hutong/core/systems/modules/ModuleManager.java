package org.hutong.core.systems.modules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.features.FeaturesService;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.core.store.Store;
import org.hutong.core.systems.AdapterRegistry;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.hutong.systems.CoreCheck;
import org.hutong.systems.Module;
import org.hutong.systems.ModuleCheck;
import org.hutong.systems.Modules;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Modules as callers see them: roles, one operation at a time, each audited. An operation runs on a
 * thread of its own, so that a console that is closed meanwhile does not cut it off.
 */
public final class ModuleManager implements Modules, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModuleManager.class);
  private static final Duration BUSY = Duration.ofSeconds(15);

  private final KarafFeatures features;
  private final Shelf shelf;
  private final Operations operations;
  private final ModuleStart start;
  private final ModuleList modules;
  private final ModuleAudit audit;
  private final Semaphore turn = new Semaphore(1);
  private final ExecutorService thread;

  /**
   * Does nothing until {@link #start}.
   *
   * @param registry whose lanes are held during a swap
   * @param data the folder {@code HUTONG_DATA}; modules are kept in {@code modules} there
   */
  public ModuleManager(
      BundleContext context,
      FeaturesService karaf,
      AdapterRegistry registry,
      Path data,
      Store store,
      Clock clock,
      ModuleLimits limits) {
    Path root = data.toAbsolutePath().normalize().resolve("modules");
    KarafCache cache = new KarafCache(Path.of(System.getProperty("karaf.data", "")));
    this.features = new KarafFeatures(context, karaf, root, cache, limits.provision());
    Swap swap = new Swap(context, features, registry, limits);
    this.shelf = new Shelf(new ModuleFolder(root), features);
    this.audit = new ModuleAudit(store);
    this.start = new ModuleStart(context, shelf, cache, features, swap, registry, audit);
    this.modules = new ModuleList(context, shelf, features, start.failures());
    Surroundings running = new FrameworkSurroundings(context, features);
    Examination examination = new Examination(shelf, features, running, limits, clock);
    FitCheck fit = new FitCheck(shelf, running, limits);
    this.operations = new Operations(shelf, examination, fit, swap, start.failures());
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task, "modules");
              made.setContextClassLoader(ModuleManager.class.getClassLoader());
              return made;
            });
  }

  /** Returns at once; the modules come up on another thread when Karaf has booted. */
  public void start() {
    try {
      shelf.load();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading the folder of modules", e);
    }
    start.hold();
    turn.acquireUninterruptibly();
    thread.execute(
        () -> {
          try {
            start.run();
          } catch (IOException e) {
            LOG.error("Modules could not be brought: their folder cannot be written", e);
          } catch (InterruptedException | IllegalStateException e) {
            // The appliance is going down; what is pending is completed at the next start.
            LOG.info("Bringing the modules was cut off");
          } finally {
            turn.release();
          }
        });
  }

  /** Whether the distribution brings an adapter of that symbolic name, in whatever version. */
  public boolean ships(String symbolicName) {
    try {
      return features.builtIn(symbolicName).isPresent();
    } catch (ProvisionFailed e) {
      LOG.warn("Karaf does not tell its features; {} counts as a stranger", symbolicName, e);
      return false;
    }
  }

  @Override
  public List<Module> list(Caller caller) {
    caller.mustBe(Role.ADMIN, Role.STREET_IT);
    return modules.all();
  }

  @Override
  public ModuleCheck check(Caller caller, Path file) {
    return audited(caller, "module.check", file, () -> operations.check(file));
  }

  @Override
  public CoreCheck checkAgainst(Caller caller, Path core, @Nullable Path file) {
    return audited(
        caller,
        "module.check",
        file == null ? core : file,
        () -> operations.checkAgainst(core, file));
  }

  @Override
  public Module install(Caller caller, Path file) {
    return audited(
        caller, "module.install", file, () -> modules.one(operations.install(file)).orElseThrow());
  }

  @Override
  public Module update(Caller caller, Path file) {
    return audited(
        caller, "module.update", file, () -> modules.one(operations.update(file)).orElseThrow());
  }

  @Override
  public void remove(Caller caller, String name) {
    audited(
        caller,
        "module.remove",
        Path.of(name),
        () -> {
          operations.remove(name);
          return true;
        });
  }

  private <T> T audited(Caller caller, String what, Path target, Callable<T> operation) {
    String shown = String.valueOf(target.getFileName());
    try {
      caller.mustBe(Role.ADMIN, Role.STREET_IT);
      T done = alone(operation);
      audit.by(caller, what, shown, "ok");
      return done;
    } catch (Refused e) {
      audit.by(caller, what, shown, e.code().name());
      throw e;
    }
  }

  private <T> T alone(Callable<T> operation) {
    if (!turn.tryAcquire()) {
      throw Refused.later(Code.OVERLOADED_TRY_LATER, BUSY);
    }
    Future<T> running;
    try {
      running =
          thread.submit(
              () -> {
                try {
                  return operation.call();
                } finally {
                  turn.release();
                }
              });
    } catch (RejectedExecutionException e) {
      turn.release();
      throw Refused.later(Code.OVERLOADED_TRY_LATER, BUSY);
    }
    try {
      return running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refused.later(Code.OVERLOADED_TRY_LATER, BUSY);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refused refused) {
        throw refused;
      }
      LOG.error("An operation on modules failed", e.getCause());
      throw Refused.failed(Code.INTERNAL_ERROR, e.getCause());
    }
  }

  /** What runs is cut off and completed at the next start. */
  @Override
  public void close() {
    operations.close();
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
        LOG.info("An operation on modules is cut off; it is completed at the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
