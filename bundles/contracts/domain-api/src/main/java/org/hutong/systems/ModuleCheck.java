package org.hutong.systems;

import java.util.List;

/**
 * What a check of a module file found.
 *
 * @param allowed whether it may be installed
 * @param wouldRefresh symbolic names of bundles outside the module that it would refresh
 * @param findings Chinese sentences; empty when allowed
 */
public record ModuleCheck(
    String name,
    String version,
    boolean allowed,
    List<String> wouldRefresh,
    List<String> findings) {}
