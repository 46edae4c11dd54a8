package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.hutong.harness.Entries;
import org.hutong.harness.People;
import org.hutong.harness.Rest;
import org.junit.jupiter.api.Test;

/** The present distribution starts over the data of the release before. */
class UpgradeIT {
  @Test
  void everyCaseAccountModuleAndAuditRowOfTheReleaseBeforeIsStillThere() throws Exception {
    try (KeptStreet street = KeptStreet.prepare("upgrade")) {
      street.unpack(KeptStreet.KEPT);
      street.appliance().start().awaitReady();

      assertThat(street.cases()).hasSize(5);
      People people = new People(7);
      for (String number : street.cases()) {
        Rest.Answer read = street.clerk().get("/cases/" + number);
        assertThat(read.status()).as(number).isEqualTo(200);
        JsonNode steps = read.body().path("steps");
        assertThat(steps.isEmpty()).as("steps of " + number).isFalse();
        assertThat(read.body().path("deliveries")).as("deliveries of " + number).hasSize(3);
      }
      Rest.Answer entered = street.clerk().post("/cases", Entries.json(people.next(), 1));
      assertThat(entered.status()).as(entered.body().toString()).isEqualTo(201);
      assertThat(street.cases()).hasSize(6);
      assertThat(street.console("it", "hutong:modules"))
          .containsPattern(KeptStreet.MODULE + ".*" + KeptStreet.MODULE_VERSION + ".*运行中");
      assertThat(street.console("auditor", "hutong:audit-verify")).contains("审计链完整");
    }
  }
}
