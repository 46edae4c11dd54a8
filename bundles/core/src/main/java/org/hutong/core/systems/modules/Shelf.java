package org.hutong.core.systems.modules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.karaf.features.Feature;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What should run, in the file and in memory, and the targets Karaf is given for it. */
final class Shelf {
  private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

  private final ModuleFolder folder;
  private final KarafFeatures features;
  private volatile Desired desired = Desired.NOTHING;

  Shelf(ModuleFolder folder, KarafFeatures features) {
    this.folder = folder;
    this.features = features;
  }

  void load() throws IOException {
    desired = folder.load();
    folder.clearStaging();
  }

  Desired desired() {
    return desired;
  }

  /** Durable before this returns. */
  void store(Desired changed) throws IOException {
    folder.save(changed);
    desired = changed;
  }

  /**
   * From now on a start puts back what was, and does not try the other again. A disk that takes no
   * more keeps nobody from putting it back now.
   */
  void turn(Desired.Pending operation) {
    try {
      store(desired.begun(new Desired.Pending(operation.name(), operation.to(), operation.from())));
    } catch (IOException e) {
      LOG.error("It cannot be written down that {} is put back", operation.name(), e);
    }
  }

  ModuleFolder folder() {
    return folder;
  }

  /** The kept version; or what the distribution brings under that name, or nothing. */
  Optional<Target> target(String name, @Nullable Kept kept) throws ProvisionFailed {
    if (kept == null) {
      Optional<Feature> builtIn = features.builtIn(name);
      return builtIn.map(KarafFeatures::target);
    }
    return Optional.of(features.target(kept, folder.of(kept)));
  }

  /**
   * The same of what is to go. Its files, or a feature that it names, may be gone: it can be taken
   * away all the same, and only not be put back.
   */
  Optional<Target> former(String name, @Nullable Kept kept) throws ProvisionFailed {
    try {
      return target(name, kept);
    } catch (ProvisionFailed e) {
      if (kept == null) {
        throw e;
      }
      LOG.warn("{} {} can be taken away, but not put back", name, kept.version(), e);
      return Optional.of(features.bare(kept));
    }
  }

  Target staged(Kept kept, Path staging) throws ProvisionFailed {
    return features.target(kept, staging);
  }

  /** Symbolic names of all bundles that belong to the module in one version or the other. */
  static Set<String> names(String name, @Nullable Kept one, @Nullable Kept other) {
    Set<String> names = new HashSet<>(List.of(name));
    if (one != null) {
      names.addAll(one.symbolicNames());
    }
    if (other != null) {
      names.addAll(other.symbolicNames());
    }
    return names;
  }

  /** Lets go of files, and of Karaf's knowledge of them, that nothing needs any more. */
  void tidy() {
    Set<String> used = new HashSet<>();
    desired.modules().values().forEach(v -> used.add(features(folder.of(v.current()))));
    Desired.Pending pending = desired.pending();
    if (pending == null) {
      try {
        features.known().stream()
            .filter(uri -> !used.contains(uri.toString()))
            .forEach(features::forget);
      } catch (ProvisionFailed e) {
        // Karaf knows a file too many; it is asked again after the next operation.
        return;
      }
    }
    folder.prune(desired);
  }

  private static String features(Path folder) {
    return folder.resolve("features.xml").toUri().toString();
  }
}
