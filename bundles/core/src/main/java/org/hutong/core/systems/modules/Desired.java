package org.hutong.core.systems.modules;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What should run, as {@code modules.json} holds it. Karaf's own memory of features is a cache
 * beside it: it may be wiped, and is made equal to this at every start.
 *
 * @param pending an operation that was begun and not ended; carried to its end at the next start
 */
record Desired(Map<String, Versions> modules, @Nullable Pending pending) {
  /** Nothing but what the distribution brings. */
  static final Desired NOTHING = new Desired(Map.of(), null);

  /** The version that should run, and the one before it, whose files are kept too. */
  record Versions(Kept current, @Nullable Kept previous) {}

  /**
   * A swap under way.
   *
   * @param from null: what the distribution brings under that name, or nothing
   * @param to null: the same
   */
  record Pending(String name, @Nullable Kept from, @Nullable Kept to) {}

  @Nullable Kept current(String name) {
    Versions versions = modules.get(name);
    return versions == null ? null : versions.current();
  }

  /** Whether what is pending puts back what should run: the other version was judged and failed. */
  boolean turnsBack() {
    return pending != null
        && Objects.equals(version(pending.to()), version(current(pending.name())));
  }

  private static @Nullable String version(@Nullable Kept kept) {
    return kept == null ? null : kept.version();
  }

  Desired begun(Pending operation) {
    return new Desired(modules, operation);
  }

  Desired abandoned() {
    return new Desired(modules, null);
  }

  /** The swap succeeded: what was becomes the version before. */
  Desired ended(String name, @Nullable Kept from, @Nullable Kept to) {
    Map<String, Versions> changed = new TreeMap<>(modules);
    if (to == null) {
      changed.remove(name);
    } else {
      changed.put(name, new Versions(to, from));
    }
    return new Desired(changed, null);
  }
}
