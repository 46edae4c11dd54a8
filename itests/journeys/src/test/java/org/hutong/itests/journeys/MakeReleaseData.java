package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hutong.harness.Entries;
import org.hutong.harness.People;
import org.hutong.harness.Rest;
import org.hutong.itests.modules.ModuleJar;
import org.junit.jupiter.api.Test;

/**
 * Makes the data that {@link UpgradeIT} starts over, with the distribution that was built: run by
 * hand after a release, {@code ./mvnw -pl itests/journeys verify -Dit.test=MakeReleaseData}. All
 * residents are made up.
 */
class MakeReleaseData {
  @Test
  void makesThem() throws Exception {
    try (KeptStreet street = KeptStreet.prepare("make-release-data")) {
      street.settle();
      People people = new People(7);
      for (int i = 0; i < 5; i++) {
        Rest.Answer answer =
            street.clerk().post("/cases", Entries.json(people.next(), 100_000L + i));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
      }
      Path module =
          ModuleJar.scripted(KeptStreet.MODULE, KeptStreet.MODULE_VERSION, "made-up", "up")
              .in(street.appliance().home().getParent());
      street.console("it", "hutong:module-install " + module);
      assertThat(street.cases()).hasSize(5);
      street.pack(KeptStreet.KEPT);
    }
  }
}
