package org.hutong.core.systems.modules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hutong.core.systems.modules.ForeseenChanges.UnknownForm;
import org.junit.jupiter.api.Test;

/** The lines are Karaf 4.4.10's own, as its log held them. */
class ForeseenChangesTest {
  @Test
  void anUpgradeTouchesTheOldBundleAndInstallsTheNew() throws UnknownForm {
    var foreseen =
        ForeseenChanges.of(
            List.of(
                "Adding features: hutong-adapter-rest/[0.2.0,0.2.0]",
                "Removing features: hutong-adapter-rest/[0.1.0.SNAPSHOT,0.1.0.SNAPSHOT]",
                "Changes to perform:",
                "  Region: root",
                "    Bundles to uninstall:",
                "      org.hutong.adapter-rest/0.1.0.SNAPSHOT",
                "    Bundles to install:",
                "      file:///data/modules/.staging/0.2.0/org.hutong.adapter-rest-0.2.0.jar",
                "  Bundles to refresh:",
                "    org.hutong.adapter-rest/0.1.0.SNAPSHOT (Bundle will be uninstalled)"));

    assertThat(foreseen.touched()).containsExactly("org.hutong.adapter-rest");
    assertThat(foreseen.installed())
        .containsExactly("file:///data/modules/.staging/0.2.0/org.hutong.adapter-rest-0.2.0.jar");
  }

  @Test
  void aSmallStepOfTheVersionIsAnUpdateInPlace() throws UnknownForm {
    var foreseen =
        ForeseenChanges.of(
            List.of(
                "Changes to perform:",
                "  Region: root",
                "    Bundles to update:",
                "      org.hutong.adapter-rest/0.6.0 with file:///data/org.hutong.adapter-rest.jar",
                "  Bundles to refresh:",
                "    org.hutong.adapter-rest/0.6.0 (Bundle will be updated)"));

    assertThat(foreseen.touched()).containsExactly("org.hutong.adapter-rest");
    assertThat(foreseen.installed()).isEmpty();
  }

  @Test
  void everyBundleThatWouldBeRefreshedIsNamedWhateverTheReason() throws UnknownForm {
    var foreseen =
        ForeseenChanges.of(
            List.of(
                "Changes to perform:",
                "  Region: root",
                "    Bundles to install:",
                "      file:///data/x.jar",
                "  Bundles to refresh:",
                "    org.apache.cxf.cxf-core/3.6.9 (Wired to javax.persistence/2.2.0 which is being"
                    + " refreshed)",
                "    org.hibernate.validator/6.2.5.Final (Should be wired to: x/1.0.0 (through [x]"
                    + " osgi.wiring.package; filter:=(osgi.wiring.package=javax.persistence)))"));

    assertThat(foreseen.touched())
        .containsExactly("org.apache.cxf.cxf-core", "org.hibernate.validator");
  }

  @Test
  void noChangeTouchesNothing() throws UnknownForm {
    var foreseen =
        ForeseenChanges.of(
            List.of(
                "The specified feature: 'a' version '1.0.0' is already installed",
                "Adding features: a/[1.0.0,1.0.0]",
                "No deployment change.",
                "  Managing bundle:",
                "    org.example/1.0.0"));

    assertThat(foreseen.touched()).isEmpty();
  }

  @Test
  void aLineNobodyHasSeenBeforeIsNotGuessedAt() {
    assertThatThrownBy(
            () -> ForeseenChanges.of(List.of("Changes to perform:", "  Bundles to replace:")))
        .isInstanceOf(UnknownForm.class);
  }

  @Test
  void silenceIsNotTakenForNoChange() {
    assertThatThrownBy(() -> ForeseenChanges.of(List.of())).isInstanceOf(UnknownForm.class);
    assertThatThrownBy(() -> ForeseenChanges.of(List.of("Adding features: a/[1.0.0,1.0.0]")))
        .isInstanceOf(UnknownForm.class);
  }
}
