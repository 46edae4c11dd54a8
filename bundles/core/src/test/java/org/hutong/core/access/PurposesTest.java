package org.hutong.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.access.Refusals.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.core.rules.Fault;
import org.hutong.problem.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PurposesTest {
  private static final Path SHIPPED = Path.of("../../config");
  private static final String HEADER = "code,name,roles,basis,needsCase,sight\n";
  private static final Set<String> UNITS = Set.of("民政科", "东经路社区");

  @TempDir Path folder;
  private Path file;
  private final Purposes shipped = new Purposes(SHIPPED);

  @BeforeEach
  void load() throws IOException {
    assertThat(shipped.load()).isEmpty();
    file = Files.createDirectories(folder.resolve("catalogue")).resolve("purposes.csv");
  }

  private static Caller caller(String unit, Role... roles) {
    return new Caller("someone", Set.of(roles), unit, "10.0.0.1", null);
  }

  private static Caller hub(String onBehalfOf) {
    return new Caller("hub", Set.of(Role.HUB), null, "10.0.0.1", onBehalfOf);
  }

  private List<Fault> faults(String rows) throws IOException {
    Files.writeString(file, HEADER + rows);
    return new Purposes(folder).load();
  }

  @Test
  void theShippedPurposesAreTheSixOfTheContract() {
    assertThat(shipped.all())
        .extracting(Purpose::code)
        .containsExactly(
            "CASE_HANDLING", "SUPERVISION", "VERIFICATION", "AUDIT", "SUPPORT", "HUB_FOLLOW_UP");
  }

  @Test
  void whatIsWrongInTheFileIsSaidWithRowAndReason() throws IOException {
    assertThat(
            faults(
                "lower,办理,clerk,依据,true,CLEAR\n"
                    + "TWICE,办理,clerk,依据,true,CLEAR\n"
                    + "TWICE,办理,nobody,,maybe,CLEAR\n"
                    + "LEAK,排障,clerk street-it,依据,false,CLEAR\n"
                    + "SHORT,办理\n"))
        .extracting(f -> f.row() + " " + f.field())
        .containsExactlyInAnyOrder(
            "2 code", "4 code", "4 basis", "4 roles", "4 roles", "4 needsCase", "5 sight", "6 ");
    assertThat(faults("")).extracting(Fault::reason).containsExactly("没有任何用途");
  }

  @Test
  void aWrongFileLeavesTheOldPurposesInForceAndNoFileMasksEverything() throws IOException {
    Purposes purposes = new Purposes(folder);
    assertThat(purposes.load()).isNotEmpty();
    assertThat(purposes.clearance(caller("民政科", Role.CLERK), null, UNITS, true))
        .isEqualTo(Clearance.MASKED);
    Files.writeString(file, HEADER + "CASE_HANDLING,办理,clerk,依据,true,CLEAR\n");
    assertThat(purposes.load()).isEmpty();
    Files.writeString(file, HEADER + "CASE_HANDLING,办理,clerk,依据,perhaps,CLEAR\n");
    assertThat(purposes.load()).hasSize(1);
    assertThat(purposes.unmasked(caller("民政科", Role.CLERK), "CASE_HANDLING")).isTrue();
  }

  @Test
  void aPurposeIsRequiredKnownAndAllowed() {
    Caller clerk = caller("民政科", Role.CLERK);
    assertThat(code(() -> shipped.required(clerk, null))).isEqualTo(Code.PURPOSE_REQUIRED);
    assertThat(code(() -> shipped.required(clerk, "因为好奇"))).isEqualTo(Code.PURPOSE_UNKNOWN);
    assertThat(code(() -> shipped.required(clerk, "AUDIT"))).isEqualTo(Code.PURPOSE_NOT_ALLOWED);
    assertThat(code(() -> shipped.clearance(clerk, "SUPERVISION", UNITS, true)))
        .isEqualTo(Code.PURPOSE_NOT_ALLOWED);
    assertThat(shipped.required(clerk, "CASE_HANDLING").name()).isEqualTo("办理事项");
  }

  @Test
  void theUnitsOfACaseSeeItInClearForAPurposeAndMaskedWithoutOne() {
    for (Role role : List.of(Role.CLERK, Role.OFFICER)) {
      for (String unit : UNITS) {
        Caller caller = caller(unit, role);
        assertThat(shipped.clearance(caller, "CASE_HANDLING", UNITS, true))
            .isEqualTo(Clearance.CLEAR);
        assertThat(shipped.clearance(caller, "VERIFICATION", UNITS, true))
            .isEqualTo(Clearance.MASKED);
        assertThat(shipped.clearance(caller, null, UNITS, true)).isEqualTo(Clearance.MASKED);
      }
    }
  }

  @Test
  void anotherUnitDoesNotEvenKnowOfIt() {
    assertThat(shipped.clearance(caller("残联", Role.OFFICER), "CASE_HANDLING", UNITS, true))
        .isEqualTo(Clearance.NONE);
    assertThat(shipped.clearance(caller(null, Role.CLERK), "CASE_HANDLING", UNITS, true))
        .isEqualTo(Clearance.NONE);
  }

  @Test
  void theDispatcherSeesTheWholeStreetForAPurpose() {
    Caller dispatcher = caller("分中心", Role.DISPATCHER);
    assertThat(shipped.clearance(dispatcher, "SUPERVISION", UNITS, true))
        .isEqualTo(Clearance.CLEAR);
    assertThat(shipped.clearance(dispatcher, null, UNITS, true)).isEqualTo(Clearance.MASKED);
  }

  @Test
  void theHubSeesInClearOnlyWhatConcernsTheUnitItActsFor() {
    assertThat(shipped.clearance(hub("民政科"), "HUB_FOLLOW_UP", UNITS, true))
        .isEqualTo(Clearance.CLEAR);
    assertThat(shipped.clearance(hub("残联"), "HUB_FOLLOW_UP", UNITS, true))
        .isEqualTo(Clearance.MASKED);
    assertThat(shipped.clearance(hub(null), "HUB_FOLLOW_UP", UNITS, true))
        .isEqualTo(Clearance.MASKED);
  }

  @Test
  void aPurposeThatNeedsAnOpenCaseShowsAClosedOneMasked() throws IOException {
    Caller clerk = caller("民政科", Role.CLERK);
    assertThat(shipped.clearance(clerk, "CASE_HANDLING", UNITS, false)).isEqualTo(Clearance.MASKED);
    assertThat(shipped.clearance(hub("民政科"), "HUB_FOLLOW_UP", UNITS, false))
        .isEqualTo(Clearance.MASKED);
    Purposes purposes = new Purposes(folder);
    Files.writeString(file, HEADER + "ARCHIVE,查阅档案,clerk,依据,false,CLEAR\n");
    assertThat(purposes.load()).isEmpty();
    assertThat(purposes.clearance(clerk, "ARCHIVE", UNITS, false)).isEqualTo(Clearance.CLEAR);
  }

  @Test
  void onlyTheHubMayNameTheUnitItActsFor() {
    assertThat(hub(null).actingFor("民政科", "field").onBehalfOf()).isEqualTo("民政科");
    assertThat(code(() -> caller("残联", Role.OFFICER).actingFor("民政科", "field")))
        .isEqualTo(Code.ROLE_REQUIRED);
    for (String wrong : List.of("", " ", "a".repeat(65), "民政\u0000科", "a\nb")) {
      assertThat(code(() -> hub(null).actingFor(wrong, "field"))).isEqualTo(Code.INVALID_REQUEST);
    }
  }

  @Test
  void informationTechnologyAndTheAdministratorsNeverSeeInClear() {
    assertThat(shipped.clearance(caller(null, Role.STREET_IT), "SUPPORT", UNITS, true))
        .isEqualTo(Clearance.MASKED);
    assertThat(
            shipped.clearance(
                caller("民政科", Role.STREET_IT, Role.OFFICER), "CASE_HANDLING", UNITS, true))
        .isEqualTo(Clearance.MASKED);
    assertThat(shipped.clearance(caller(null, Role.AUDITOR), "AUDIT", UNITS, true))
        .isEqualTo(Clearance.MASKED);
    assertThat(shipped.clearance(caller(null, Role.AUDITOR), null, UNITS, true))
        .isEqualTo(Clearance.NONE);
    assertThat(shipped.clearance(caller("民政科", Role.ADMIN), null, UNITS, true))
        .isEqualTo(Clearance.NONE);
    assertThat(shipped.clearance(caller("民政科", Role.SECURITY), null, UNITS, true))
        .isEqualTo(Clearance.NONE);
    for (Purpose purpose : shipped.all()) {
      for (Role never : List.of(Role.STREET_IT, Role.ADMIN, Role.SECURITY, Role.AUDITOR)) {
        assertThat(shipped.unmasked(caller("民政科", never), purpose.code())).isFalse();
      }
    }
  }
}
