package org.hutong.adapter.tck.bad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A kit that no bad adapter fails proves nothing: each flaw is caught by the test of its name. */
class TheKitCatchesTest {
  @AfterEach
  void forget() {
    System.clearProperty(KitOnABook.FLAW);
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void anAdapterThat(Flaw flaw) {
    Set<String> failed = failedWith(flaw);

    if (flaw == Flaw.NONE) {
      assertThat(failed).isEmpty();
    } else {
      assertThat(failed).contains(flaw.caughtBy());
    }
  }

  private static Set<String> failedWith(Flaw flaw) {
    System.setProperty(KitOnABook.FLAW, flaw.name());
    Set<String> failed = new TreeSet<>();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(KitOnABook.class))
                .filters(onlyFor(flaw))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == Status.FAILED) {
                  test.getSource()
                      .filter(MethodSource.class::isInstance)
                      .map(MethodSource.class::cast)
                      .ifPresent(source -> failed.add(source.getMethodName()));
                }
              }
            });
    return failed;
  }

  /** The right adapter meets every test, a wrong one the test that must catch it. */
  private static PostDiscoveryFilter onlyFor(Flaw flaw) {
    return test ->
        FilterResult.includedIf(
            flaw == Flaw.NONE
                || test.getSource()
                    .filter(MethodSource.class::isInstance)
                    .map(source -> ((MethodSource) source).getMethodName().equals(flaw.caughtBy()))
                    .orElse(true));
  }
}
