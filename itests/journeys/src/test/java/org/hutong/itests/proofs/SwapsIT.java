package org.hutong.itests.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hutong.harness.proof.Swaps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The shortest form of {@code itests/proof swaps}; how late answers came is told, not asserted. */
class SwapsIT {
  private static final int EACH = 2;
  private static final int IN_ONE_WINDOW = 1;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void exchangingEveryAdapterUnderLoadLosesNothingLeavesNothingBehindAndDisturbsNoOtherBundle()
      throws Exception {
    Swaps swaps = new Swaps(System.out, Path.of(System.getProperty("distribution")), folder);
    Swaps.Result result = swaps.run(EACH, IN_ONE_WINDOW);
    swaps.print(result);
    assertThat(result.faults()).isEmpty();
    assertThat(result.refused()).isZero();
    assertThat(result.exchanged())
        .hasSize(5)
        .allSatisfy((adapter, n) -> assertThat(n).isEqualTo(EACH));
    assertThat(result.notCollected()).isEmpty();
    assertThat(result.disturbed()).isEmpty();
    assertThat(result.leakSeen()).isTrue();
  }
}
