package org.hutong.core.store;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What units want done once they are durable, in commit order on a thread of its own. */
final class AfterCommit {
  private static final Logger LOG = LoggerFactory.getLogger(AfterCommit.class);

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(r -> new Thread(r, "store-after"));

  /** Called with the actions of units whose commit is durable. */
  void run(List<Runnable> actions) {
    for (Runnable action : actions) {
      thread.execute(
          () -> {
            try {
              action.run();
            } catch (RuntimeException e) { // one action's fault must not end the others
              LOG.error("An action after a commit failed", Wordless.of(e));
            }
          });
    }
  }

  /** Finishes what there is, within a few seconds. */
  void close() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
      thread.shutdownNow();
    }
  }
}
