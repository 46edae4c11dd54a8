package org.hutong.core.systems.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the next start may go on with what Karaf has in its cache. Karaf writes its state there
 * in place, and what a kill leaves of it brings up half, or bundles that no feature owns; {@code
 * bin/karaf} begins with an empty cache unless the mark says that it is whole.
 */
final class KarafCache {
  private static final Logger LOG = LoggerFactory.getLogger(KarafCache.class);

  private final Path whole;
  private final Path starting;
  private int writers;
  private boolean kept;

  /** That of the folder {@code karaf.data}. */
  KarafCache(Path karaf) {
    this.whole = karaf.resolve("build.id");
    this.starting = karaf.resolve("build.id.starting");
  }

  /** All bundles were up over it. */
  synchronized void keep() {
    move(starting, whole);
  }

  /** Runs what makes Karaf write there. One whose end is not seen leaves no mark. */
  <T> T during(Callable<T> work) throws Exception {
    begin();
    try {
      return work.call();
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    if (writers++ == 0) {
      kept = move(whole, starting);
    }
  }

  private synchronized void end() {
    if (--writers == 0 && kept) {
      keep();
    }
  }

  private static boolean move(Path from, Path to) {
    try {
      if (Files.exists(from)) {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        return true;
      }
    } catch (IOException e) {
      LOG.warn("The mark of Karaf's cache stays {}", from.getFileName(), e);
    }
    return false;
  }
}
