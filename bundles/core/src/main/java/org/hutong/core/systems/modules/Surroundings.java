package org.hutong.core.systems.modules;

import java.util.List;
import java.util.Optional;
import org.osgi.framework.VersionRange;

/** What a module meets in the appliance, as its form is judged against it. */
interface Surroundings {
  /** Whether an installed bundle exports the package in a version of that range. */
  boolean exported(String packageName, VersionRange range);

  /** Symbolic names of the bundles that import the package, optionally or not. */
  List<String> importers(String packageName);

  /** Whether a bundle of that symbolic name is installed. */
  boolean installed(String symbolicName);

  /** The version of the installed feature of that name. */
  Optional<String> feature(String name);

  /** Packages of the appliance's contracts: an adapter that brings its own copy serves nobody. */
  List<String> contractPackages();
}
