package org.hutong.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.catalogue.Catalogue.Finding;
import org.hutong.core.access.Purposes;
import org.hutong.core.catalogue.Calendars;
import org.hutong.core.catalogue.CatalogueFiles;
import org.hutong.core.catalogue.ConfigCopy;
import org.hutong.core.store.AuditRow;
import org.hutong.core.systems.RegisterList;
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
    return new CatalogueDesk(
        new CatalogueFiles(config, new Calendars(config)),
        new Purposes(config),
        new RegisterList(config),
        config,
        trail::add);
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
  void aMistakeInThePurposesTheRegisterOrACodeTableIsNamedAndKeepsAllOfItOut() throws IOException {
    ConfigCopy.into(empty);
    CatalogueDesk desk = desk(empty);
    assertThat(desk.load(caller(Role.ADMIN))).isEmpty();
    Path codes = empty.resolve("systems/si-07/codes.csv");
    String good = Files.readString(codes);
    Files.writeString(codes, good + good.lines().skip(1).findFirst().orElseThrow() + "\n");
    ConfigCopy.replace(
        empty.resolve("catalogue/purposes.csv"), "clerk officer dispatcher", "clerk oficer");
    Path register = empty.resolve("catalogue/register.csv");
    int rows = Files.readAllLines(register).size();
    Files.writeString(register, Files.readString(register) + "s99,,,,,,,,,,,,,\n");
    for (List<Finding> findings :
        List.of(desk.check(caller(Role.ADMIN)), desk.load(caller(Role.ADMIN)))) {
      assertThat(findings)
          .extracting(Finding::file, Finding::row, Finding::field, Finding::reason)
          .containsExactly(
              tuple("catalogue/purposes.csv", 2, "roles", "没有这个角色：oficer"),
              tuple("catalogue/register.csv", rows + 1, "name", "缺少必填内容"),
              tuple(
                  "systems/si-07/codes.csv",
                  (int) good.lines().count() + 1,
                  "value",
                  "同一代码表的同一取值重复"));
    }
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
