package org.hutong.itests.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.hutong.harness.proof.Faults;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code itests/proof faults} without those of the disk and of the files. */
@Tag("alone")
class FaultsIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void whateverHappensBetweenALaneAndItsSystemEachCaseTakesEffectOnce() throws Exception {
    Faults faults = new Faults(System.out, Path.of(System.getProperty("distribution")), folder);
    List<String> broken = faults.run(false);
    faults.print();
    assertThat(broken).isEmpty();
  }
}
