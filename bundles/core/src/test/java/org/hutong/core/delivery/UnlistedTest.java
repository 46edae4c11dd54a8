package org.hutong.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.delivery.DeliveryState.DELIVERED;

import com.codahale.metrics.MetricRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.hutong.core.settings.Given;
import org.hutong.core.store.TurnableClock;
import org.hutong.delivery.HoldingsCheck;
import org.hutong.delivery.HoldingsCheck.Line;
import org.hutong.delivery.HoldingsCheck.Standing;
import org.junit.jupiter.api.Test;

class UnlistedTest extends OnDerby {
  private static final Duration TIME = Duration.ofSeconds(20);

  private final Scenario.MovedClock clock = new Scenario.MovedClock();

  @Test
  void aSystemThatDoesNotAnswerHasNotComeToAgree() throws Exception {
    Remote remote = deliveredAndLost();
    street.holdings.usual(TIME);
    remote.listFails = "系统正在维护";

    HoldingsCheck check = street.holdings.usual(TIME);

    assertThat(line(check).standing()).isEqualTo(Standing.FAILED);
    assertThat(line(check).differing()).isEqualTo(1);
    assertThat(check.agrees()).isFalse();
    assertThat(check.differences())
        .extracting(HoldingsCheck.Difference::caseNumber)
        .containsExactly(Street.number(1));
    assertThat(street.holdings.check().ok()).isFalse();

    remote.listFails = null;
    remote.keepAgain(Street.number(1));
    assertThat(line(street.holdings.usual(TIME)).differing()).isZero();
    assertThat(street.holdings.check().ok()).isTrue();
  }

  @Test
  void aSystemThatDoesNotListForDaysIsNotGreen() throws Exception {
    street = new Street(database, clock, "si-04").open();
    street.remote("si-04").listFails = "系统正在维护";
    street.holdings.usual(TIME);
    assertThat(street.holdings.check().ok()).isTrue();
    clock.forward(Duration.ofDays(4));
    street.holdings.usual(TIME);
    assertThat(street.holdings.check().ok()).isFalse();
    assertThat(street.holdings.check().reason()).contains("si-04");
  }

  /** Noon in Beijing, on whatever day: no quiet hour. */
  @Test
  void whereTheMachineIsOffAtNightItIsDoneByDayAndNotEveryMinute() throws Exception {
    street = new Street(database, Clock.systemUTC(), "si-04").open();
    TurnableClock noon =
        new TurnableClock(LocalDate.now(ZoneOffset.UTC).plusDays(1) + "T04:00:00Z");
    HoldingsDesk.Plan plan = HoldingsDesk.Plan.from(new Given(Map.of()));
    try (HoldingsDesk desk =
        new HoldingsDesk(
            "110102014",
            street.store,
            street,
            street,
            street.adapters,
            plan,
            new MetricRegistry(),
            noon)) {
      desk.start();
      noon.forward(Duration.ofMinutes(59));
      desk.tick();
      assertThat(desk.check().reason()).isEqualTo("尚未按清单核对");
      noon.forward(Duration.ofMinutes(2));
      desk.tick();
      assertThat(desk.check().reason()).contains("核对 1 个系统");
      street.remote("si-04").listFails = "系统正在维护";
      noon.forward(Duration.ofHours(2));
      desk.tick();
      assertThat(desk.check().reason()).contains("核对 1 个系统");
    }
  }

  private Remote deliveredAndLost() throws Exception {
    street = new Street(database, clock, "si-04").open();
    street.accept(1);
    street.awaitStates(1, DELIVERED);
    clock.forward(Duration.ofSeconds(1));
    Remote remote = street.remote("si-04");
    remote.lose(Street.number(1));
    return remote;
  }

  private static Line line(HoldingsCheck check) {
    return check.lines().get(0);
  }
}
