package org.hutong.systems;

import java.util.List;

/**
 * How modules fit another distribution, judged before it runs.
 *
 * @param core the version of that distribution, as its build names it
 * @param modules each module that was judged, by name
 */
public record CoreCheck(String core, List<Fit> modules) {

  /**
   * One module.
   *
   * @param fits whether it can come up there, as far as its form tells
   * @param findings why not: Chinese sentences, empty when it fits
   * @param notes what to know all the same: Chinese sentences
   */
  public record Fit(
      String name, String version, boolean fits, List<String> findings, List<String> notes) {}

  /** Whether every module fits. */
  public boolean allFit() {
    return modules.stream().allMatch(Fit::fits);
  }
}
