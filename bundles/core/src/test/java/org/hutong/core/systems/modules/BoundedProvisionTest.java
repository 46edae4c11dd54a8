package org.hutong.core.systems.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Only {@code ModuleSwapIT} has a real Karaf to be stuck in. */
class BoundedProvisionTest {
  private final BoundedProvision bounded =
      new BoundedProvision(Duration.ofMillis(20), Duration.ofMillis(1));

  private static List<StackTraceElement> stack(String... frames) {
    return Stream.of(frames)
        .map(each -> each.split("#", -1))
        .map(each -> new StackTraceElement(each[0], each[1], null, -1))
        .toList();
  }

  @Test
  void whatFailsGivesItsOwnFailure() {
    IOException failure = new IOException("no");

    assertThatThrownBy(
            () ->
                bounded.run(
                    () -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  @Test
  void whatNeverEndsIsGivenUp() {
    CountDownLatch never = new CountDownLatch(1);

    assertThatThrownBy(() -> bounded.run(never::await)).isInstanceOf(TimeoutException.class);
    never.countDown();
  }

  @Test
  void aThreadOfKarafsInsideTheStartOfABundleIsStuckAndNoOther() {
    String karaf =
        "org.apache.karaf.features.internal.service.BundleInstallSupportImpl#startBundle";

    assertThat(
            BoundedProvision.isStuck(
                stack("x.Act#start", "org.apache.felix.framework.Felix#startBundle", karaf)))
        .isTrue();
    assertThat(
            BoundedProvision.isStuck(
                stack("x.Act#start", "org.apache.felix.framework.Felix#startBundle")))
        .isFalse();
    assertThat(BoundedProvision.isStuck(stack("x.Download#run", karaf))).isFalse();
  }
}
