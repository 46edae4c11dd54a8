package org.hutong.itests.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hutong.harness.proof.Cuts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shortest form of the power cuts of {@code itests/proof kills}: one that leaves nothing of
 * what was not forced, one that leaves some; and a Derby that forces nothing, which must be found
 * out.
 */
class CutsIT {
  private static final int ONE_OF_EACH_KIND = 2;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void aPowerCutLosesNothingThatWasAcknowledgedUnlessTheDatabaseForcesNothing() throws Exception {
    Cuts cuts = new Cuts(System.out, Path.of(System.getProperty("distribution")), folder);
    Cuts.Result result = cuts.run(ONE_OF_EACH_KIND);
    cuts.print();
    assertThat(result.faults()).isEmpty();
    assertThat(result.cuts()).isGreaterThanOrEqualTo(ONE_OF_EACH_KIND);
    assertThat(result.bites()).isTrue();
  }
}
