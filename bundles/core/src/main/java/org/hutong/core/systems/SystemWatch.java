package org.hutong.core.systems;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a system's folder into force when it comes, changes or goes. A change counts once two looks
 * in a row saw the same, so that a folder that is still being copied is not read by halves. The
 * secrets' folder is looked at too: a secret that is brought later connects its system.
 */
public final class SystemWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemWatch.class);
  private static final int DEPTH = 2;

  /** A file as a look saw it. */
  private record Seen(long size, long changed) {}

  private final Path systems;
  private final Path keys;
  private final SystemFiles files;
  private final AdapterRegistry adapters;
  private final Duration interval;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "system-watch"));
  private @Nullable TreeMap<Path, Seen> inForce;
  private TreeMap<Path, Seen> last;

  /**
   * Nothing counts as read: what came between the reading at the start and the first look, which
   * may be minutes later, is taken in by that look.
   *
   * @param config holds {@code systems/}
   * @param keys where secrets lie
   * @param interval between two looks
   */
  public SystemWatch(
      Path config, Path keys, SystemFiles files, AdapterRegistry adapters, Duration interval) {
    this.systems = config.resolve("systems");
    this.keys = keys;
    this.files = files;
    this.adapters = adapters;
    this.interval = interval;
    last = seen();
  }

  /** Looks from now on. */
  public void start() {
    long millis = interval.toMillis();
    timer.scheduleWithFixedDelay(this::safely, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void safely() {
    try {
      look();
    } catch (RuntimeException e) {
      // The seam of the timer, which would never look again.
      LOG.error("The folders of the systems could not be taken into force", e);
    }
  }

  /** One look; true when something was taken into force. */
  synchronized boolean look() {
    TreeMap<Path, Seen> now = seen();
    boolean steady = now.equals(last);
    last = now;
    if (!steady || now.equals(inForce)) {
      return false;
    }
    List<String> said = inForce == null ? files.findings() : List.of();
    inForce = now;
    files.reload().stream()
        .filter(finding -> !said.contains(finding))
        .forEach(finding -> LOG.warn("{}", finding));
    adapters.reload();
    LOG.info("{} systems are declared", files.all().size());
    return true;
  }

  private TreeMap<Path, Seen> seen() {
    TreeMap<Path, Seen> seen = new TreeMap<>();
    collect(systems, DEPTH, seen);
    collect(keys, 1, seen);
    return seen;
  }

  private static void collect(Path folder, int depth, TreeMap<Path, Seen> into) {
    try (Stream<Path> listed = Files.walk(folder, depth)) {
      for (Path file : listed.filter(Files::isRegularFile).toList()) {
        BasicFileAttributes of = Files.readAttributes(file, BasicFileAttributes.class);
        into.put(file, new Seen(of.size(), of.lastModifiedTime().toMillis()));
      }
    } catch (IOException | UncheckedIOException e) {
      // A file that went between the two: the next look sees a change.
      into.put(folder, new Seen(-1, System.nanoTime()));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
