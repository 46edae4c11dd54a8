package org.hutong.core.systems.modules;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the time in which Karaf changes what is installed. Karaf waits for ever for a bundle whose
 * start or stop does not end, and every later operation waits behind it; such a bundle is
 * interrupted here, so that the operation fails as any other does.
 */
final class BoundedProvision {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedProvision.class);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final int LOOKS = 6;
  private static final String KARAF = "org.apache.karaf.features.internal.";
  private static final String FELIX = "org.apache.felix.framework.Felix";
  private static final Set<String> LIFE = Set.of("startBundle", "stopBundle", "uninstallBundle");

  private final Duration limit;
  private final Duration look;

  BoundedProvision(Duration limit) {
    this(limit, LOOK);
  }

  BoundedProvision(Duration limit, Duration look) {
    this.limit = limit;
    this.look = look;
  }

  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** Runs it on a thread of its own, and gives its own failure. */
  void run(Work work) throws Exception {
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              work.run();
              return true;
            });
    Thread thread = new Thread(task, "modules-provision");
    thread.setDaemon(true);
    thread.setContextClassLoader(BoundedProvision.class.getClassLoader());
    thread.start();
    try {
      boolean ended = ended(task, limit);
      Set<Thread> stuck = Set.of();
      for (int i = 0; !ended && i < LOOKS; i++) {
        stuck = interruptStuck(stuck);
        ended = ended(task, look);
      }
      if (!ended) {
        throw new TimeoutException("启动或停止一直没有结束，须重启服务");
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    }
  }

  private static boolean ended(FutureTask<Boolean> task, Duration limit) throws Exception {
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      // An interrupt of Karaf's thread is no interrupt of this one.
      if (e.getCause() instanceof Exception failure && !(failure instanceof InterruptedException)) {
        throw failure;
      }
      throw e;
    }
  }

  /**
   * Interrupts what was stuck at the look before and still is. Nothing but the module's own bundles
   * is started or stopped meanwhile.
   */
  private Set<Thread> interruptStuck(Set<Thread> before) {
    Set<Thread> stuck = new HashSet<>();
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      if (isStuck(Arrays.asList(each.getValue()))) {
        stuck.add(each.getKey());
      }
    }
    stuck.stream()
        .filter(before::contains)
        .forEach(
            thread -> {
              LOG.warn("A bundle neither started nor stopped in {}, it is interrupted", limit);
              thread.interrupt();
            });
    return stuck;
  }

  static boolean isStuck(List<StackTraceElement> stack) {
    return stack.stream().anyMatch(each -> each.getClassName().startsWith(KARAF))
        && stack.stream()
            .anyMatch(
                each -> each.getClassName().equals(FELIX) && LIFE.contains(each.getMethodName()));
  }
}
