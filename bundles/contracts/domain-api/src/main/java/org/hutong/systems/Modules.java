package org.hutong.systems;

import java.nio.file.Path;
import java.util.List;
import org.hutong.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Installs, updates and removes modules while the appliance works; for {@code admin} and {@code
 * street-it}. Every method throws {@link org.hutong.problem.Refused}; then what ran before still
 * runs.
 */
public interface Modules {
  /** All modules by name. */
  List<Module> list(Caller caller);

  /** Checks form and blast radius; changes nothing. */
  ModuleCheck check(Caller caller, Path file);

  /**
   * Judges modules by another distribution's core before it runs; changes nothing.
   *
   * @param core the folder that distribution was unpacked into
   * @param file one module file; null for every module that is installed here
   * @throws org.hutong.problem.Refused MODULE_REFUSED when {@code core} is no whole distribution
   */
  CoreCheck checkAgainst(Caller caller, Path core, @Nullable Path file);

  /** Installs a module that is not there yet. */
  Module install(Caller caller, Path file);

  /** Swaps a module for another version, or puts the old one back when the new does not come up. */
  Module update(Caller caller, Path file);

  /**
   * Removes a module that was installed here. Its lanes pause, calls in flight leave or time out,
   * then its bundles go; deliveries wait, data stay. Where the distribution brings an adapter for
   * the same technology that one serves again; otherwise its systems read “not connected” until one
   * comes back.
   *
   * @throws org.hutong.problem.Refused MODULE_NOT_FOUND; MODULE_REFUSED for one that belongs to the
   *     distribution; MODULE_ROLLED_BACK when it could not be removed and runs again;
   *     OVERLOADED_TRY_LATER while another operation is under way
   */
  void remove(Caller caller, String name);
}
