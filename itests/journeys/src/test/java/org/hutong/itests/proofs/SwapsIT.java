package org.hutong.itests.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hutong.harness.WarmUp;
import org.hutong.harness.proof.Modules;
import org.hutong.harness.proof.Swaps;
import org.hutong.harness.proof.UnderLoad;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shortest forms of {@code itests/proof swaps} and {@code modules}, on one street; how late
 * answers came is told, not asserted.
 */
@Tag("alone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwapsIT {
  private static final int EACH = 2;
  private static final int IN_ONE_WINDOW = 1;
  private static final int MODULES = 3;
  private static final int OPERATIONS_ON_EACH = 3;
  private static final long SEED = 5;

  private UnderLoad load;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    load =
        UnderLoad.start(
            System.out, Path.of(System.getProperty("distribution")), folder, WarmUp.FEW, 2);
  }

  @AfterAll
  void stop() throws Exception {
    if (load != null) {
      load.close();
    }
  }

  @Test
  void exchangingEveryAdapterUnderLoadLosesNothingLeavesNothingBehindAndDisturbsNoOtherBundle()
      throws Exception {
    Swaps swaps = new Swaps(load);
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

  @Test
  void modulesThatComeAndGoInRandomOrderUnderLoadLoseNothingAndLeaveNothingBehind()
      throws Exception {
    Modules modules = new Modules(load);
    Modules.Result result = modules.run(MODULES, OPERATIONS_ON_EACH, SEED);
    modules.print(result);
    assertThat(result.faults()).isEmpty();
    assertThat(result.refused()).isZero();
    assertThat(result.operations()).isEqualTo(MODULES * OPERATIONS_ON_EACH);
    assertThat(result.notCollected()).isEmpty();
    assertThat(result.disturbed()).isEmpty();
  }
}
