package org.hutong.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.store.AuditRow;
import org.hutong.problem.Code;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueDeskTest {
  @TempDir Path empty;
  private final List<AuditRow> trail = new ArrayList<>();

  private static Caller caller(Role role) {
    return new Caller("it", Set.of(role), null, "console", null);
  }

  private CatalogueDesk desk(Path config) {
    return new CatalogueDesk(new CatalogueFiles(config, new Calendars(config)), trail::add);
  }

  @Test
  void whoLooksAfterTheFilesDoesSoAndItIsKeptWithWhatCameOfIt() {
    Path shipped = Path.of("../../config");
    assertThat(desk(shipped).check(caller(Role.ADMIN))).isEmpty();
    assertThat(desk(shipped).load(caller(Role.STREET_IT))).isEmpty();
    assertThat(desk(empty).load(caller(Role.ADMIN))).isNotEmpty();
    assertThat(trail)
        .extracting(row -> row.who() + " " + row.what() + " " + row.result())
        .satisfiesExactly(
            checked -> assertThat(checked).isEqualTo("it catalogue.check ok"),
            loaded -> assertThat(loaded).isEqualTo("it catalogue.load ok"),
            refused -> assertThat(refused).matches("it catalogue.load [1-9] findings"));
  }

  @Test
  void nobodyElseTouchesTheFilesAndTheAttemptIsKept() {
    for (Role role : List.of(Role.CLERK, Role.SECURITY, Role.AUDITOR, Role.HUB)) {
      assertThatThrownBy(() -> desk(empty).load(caller(role)))
          .isInstanceOfSatisfying(
              Refused.class, r -> assertThat(r.code()).isEqualTo(Code.ROLE_REQUIRED));
    }
    assertThat(trail)
        .hasSize(4)
        .allSatisfy(
            row -> {
              assertThat(row.what()).isEqualTo("catalogue.load");
              assertThat(row.result()).isEqualTo("ROLE_REQUIRED");
            });
  }
}
