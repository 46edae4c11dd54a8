package org.hutong.standins.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FaultsTest {
  private final Faults faults = new Faults();

  @Test
  void aFaultStrikesAsOftenAsAsked() {
    faults.set(Json.read("{\"fault\":\"reset\",\"times\":2}"));

    assertThat(faults.take(true)).isPresent();
    assertThat(faults.take(false)).isPresent();
    assertThat(faults.take(true)).isEmpty();
  }

  @Test
  void aFaultUntilChangedEndsWithNone() {
    faults.set(Json.read("{\"fault\":\"500\",\"times\":-1}"));
    assertThat(faults.take(true)).isPresent();
    assertThat(faults.take(true)).isPresent();

    faults.set(Json.read("{\"fault\":\"none\"}"));

    assertThat(faults.take(true)).isEmpty();
  }

  @Test
  void aLostAnswerSparesLookUps() {
    faults.set(Json.read("{\"fault\":\"timeout\",\"when\":\"after\"}"));

    assertThat(faults.take(false)).isEmpty();
    assertThat(faults.take(true)).isPresent();
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> faults.set(Json.read("{\"fault\":\"gremlin\"}")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> faults.set(Json.read("{\"fault\":\"reset\",\"when\":\"soon\"}")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
