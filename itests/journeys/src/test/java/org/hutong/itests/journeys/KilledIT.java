package org.hutong.itests.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hutong.harness.Appliance;
import org.hutong.harness.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * SIGKILL at the worst moments: what was acknowledged takes effect once in every system. SI-02
 * takes a number as often as it comes, so a second send would be a second effect.
 */
class KilledIT {
  private static Journey journey;

  @BeforeAll
  static void open() throws Exception {
    journey = Journey.prepare("killed", List.of("--no-dedup"));
    journey
        .street()
        .appliance()
        .with("HUTONG_SI02_RESEND_IS_SAFE", "false")
        .with("HUTONG_SI02_SETTLE_SECONDS", "3");
    journey.street().start();
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  @AfterEach
  void noFaultIsLeft() throws Exception {
    for (String system : Journey.SYSTEMS) {
      journey.street().system(system).fault("none", 1, "before");
    }
  }

  @Test
  void whatWasAcknowledgedBeforeAKillTakesEffectOnceInEverySystem() throws Exception {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      numbers.add(journey.enter());
    }
    journey.killAndStartAgain();
    journey.awaitDelivered(numbers, Journey.SYSTEMS);
    journey.eachExactlyOnce(numbers);
  }

  /** Karaf goes on with half of what it had installed, in another order. */
  @Test
  void afterAFirstStartThatWasKilledTheNextOneComesUp() throws Exception {
    try (Journey fresh = Journey.prepare("killed-first-start", List.of())) {
      Appliance appliance = fresh.street().appliance();
      Path installed = appliance.data().resolve("karaf/cache/bundle100");
      fresh.street().begin();
      Waiting.until(
          "Karaf has installed its bundles", Duration.ofSeconds(90), () -> Files.exists(installed));
      appliance.kill();
      fresh.street().begin();
      appliance.awaitReady();
    }
  }

  @Test
  void aKillAfterTheEffectAndBeforeItsAnswerLeavesOneEffect() throws Exception {
    killedDuringTheSend("after");
  }

  @Test
  void aKillDuringASendThatNeverTookEffectLeavesOneEffect() throws Exception {
    killedDuringTheSend("before");
  }

  private static void killedDuringTheSend(String when) throws Exception {
    for (String system : Journey.SYSTEMS) {
      journey
          .street()
          .system(system)
          .control(
              "{\"fault\":\"timeout\",\"times\":1,\"ms\":20000,\"on\":\"write\",\"when\":\""
                  + when
                  + "\"}");
    }
    int before = struck();
    String number = journey.enter();
    Waiting.until(
        "a send hangs in each system",
        Duration.ofSeconds(60),
        () -> struck() >= before + Journey.SYSTEMS.size());
    for (String system : Journey.SYSTEMS) {
      assertThat(journey.state(number, system)).as(system).isEqualTo("SENDING");
    }
    journey.killAndStartAgain();
    journey.awaitDelivered(List.of(number), Journey.SYSTEMS);
    journey.eachExactlyOnce(List.of(number));
  }

  private static int struck() throws Exception {
    int struck = 0;
    for (String system : Journey.SYSTEMS) {
      struck += journey.street().system(system).state().path("struck").asInt();
    }
    return struck;
  }
}
