package org.hutong.core.systems;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a system's folder into force when it comes, changes or goes. A change counts once two looks
 * in a row saw the same, so that a folder that is still being copied is not read by halves. The
 * files of the secrets that systems name are looked at too, wherever they lie: a secret that is
 * brought later connects its system. What cannot be read hides nothing else. Its timer also asks
 * factories again that failed.
 */
public final class SystemWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemWatch.class);
  private static final int DEPTH = 2;

  /** Equal at every look: what cannot be read must not keep the others from standing still. */
  private static final Seen UNREADABLE = new Seen(-1, 0, null);

  /**
   * A file as a look saw it.
   *
   * @param file tells it from another one that took its name; null where the system knows none
   */
  private record Seen(long size, long changed, @Nullable Object file) {
    static Seen of(BasicFileAttributes attributes) {
      return new Seen(
          attributes.size(), attributes.lastModifiedTime().toMillis(), attributes.fileKey());
    }
  }

  private final Path systems;
  private final SystemFiles files;
  private final AdapterRegistry adapters;
  private final Duration interval;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "system-watch"));
  private Set<Path> unreadable = Set.of();
  private @Nullable TreeMap<Path, Seen> inForce;
  private TreeMap<Path, Seen> last;

  /**
   * Nothing counts as read: what came between the reading at the start and the first look, which
   * may be minutes later, is taken in by that look.
   *
   * @param config holds {@code systems/}
   * @param interval between two looks
   */
  public SystemWatch(Path config, SystemFiles files, AdapterRegistry adapters, Duration interval) {
    this.systems = config.resolve("systems");
    this.files = files;
    this.adapters = adapters;
    this.interval = interval;
    last = new Look().seen();
  }

  /** Looks from now on. */
  public void start() {
    long millis = interval.toMillis();
    timer.scheduleWithFixedDelay(this::safely, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void safely() {
    try {
      look();
      adapters.retry();
    } catch (RuntimeException e) {
      // The seam of the timer, which would never look again.
      LOG.error("The folders of the systems could not be taken into force", e);
    }
  }

  /** One look; true when something was taken into force. */
  synchronized boolean look() {
    TreeMap<Path, Seen> now = new Look().seen();
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

  /** Sees what lies in the folders, behind links too, and what the systems name elsewhere. */
  private final class Look extends SimpleFileVisitor<Path> {
    private final TreeMap<Path, Seen> seen = new TreeMap<>();
    private final Set<Path> failed = new HashSet<>();

    TreeMap<Path, Seen> seen() {
      try {
        Files.walkFileTree(systems, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEPTH, this);
      } catch (IOException e) {
        failed(systems, e);
      }
      for (Path file : files.elsewhere()) {
        try {
          visitFile(file, Files.readAttributes(file, BasicFileAttributes.class));
        } catch (IOException e) {
          failed(file, e);
        }
      }
      unreadable = failed;
      return seen;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        seen.put(file, Seen.of(attributes));
      }
      return FileVisitResult.CONTINUE;
    }

    /** Folders that may not be read and links in a circle among them. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      failed(file, failure);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
      if (failure != null) {
        failed(folder, failure);
      }
      return FileVisitResult.CONTINUE;
    }

    private void failed(Path path, IOException failure) {
      if (failure instanceof NoSuchFileException) {
        return; // not there, or gone between the two: what is not seen is a change too
      }
      seen.put(path, UNREADABLE);
      failed.add(path);
      if (!unreadable.contains(path)) {
        LOG.warn("{} cannot be read, no change there is seen: {}", path, failure.toString());
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
