package org.hutong.itests.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hutong.harness.proof.Kills;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The shortest form of {@code itests/proof kills}: one SIGKILL aimed at each phase. */
@Tag("alone")
class KillsIT {
  private static final int ONE_A_PHASE = 5;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void aKillInEachPhaseLosesNothingDoublesNothingAndLeavesNothingHalfThere() throws Exception {
    Kills kills = new Kills(System.out, Path.of(System.getProperty("distribution")), folder);
    Kills.Result result = kills.run(ONE_A_PHASE);
    kills.print();
    assertThat(result.faults()).isEmpty();
    assertThat(result.phases().keySet())
        .containsExactlyInAnyOrder("COMMIT", "SEND", "RECEIPT", "SWAP", "IDLE");
  }
}
