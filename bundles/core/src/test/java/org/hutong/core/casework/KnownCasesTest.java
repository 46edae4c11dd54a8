package org.hutong.core.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hutong.core.casework.Office.CLERK;
import static org.hutong.core.casework.Office.DISPATCHER;
import static org.hutong.core.casework.Office.FINAL;
import static org.hutong.core.casework.Office.OFFICER;
import static org.hutong.core.casework.Office.STRANGER;
import static org.hutong.core.casework.Office.caller;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hutong.access.Caller;
import org.hutong.access.Role;
import org.hutong.core.delivery.CaseSource;
import org.hutong.problem.Refused;
import org.junit.jupiter.api.Test;

/** What other rooms are told of cases: as much as the caller gets by their numbers. */
class KnownCasesTest extends InOffice {
  private static final Caller HUB = caller("hub", null, Role.HUB);
  private static final Caller OWNER = caller("jsb1", "计生办", Role.OFFICER);
  private static final Caller IT = caller("it1", null, Role.STREET_IT);
  private static final Caller ADMIN = caller("admin", "东经路站", Role.ADMIN);

  private Set<String> known(Caller caller, Set<String> numbers) {
    CaseSource source = CaseRoom.source(office.store, office.standards);
    return office.store.read(c -> source.known(c, caller, numbers));
  }

  private boolean answered(Caller caller, String number) {
    try {
      return office.desk.get(caller, number, null).number().equals(number);
    } catch (Refused e) {
      return false;
    }
  }

  @Test
  void aCaseIsKnownToThoseWhoGetItByItsNumber() {
    String open = office.enter().number();
    String walled = office.desk.register(CLERK, office.key(), Office.sample("JS-09")).number();
    String hubs = office.desk.register(HUB, office.key(), Office.sample("JS-09")).number();
    Set<String> all = Set.of(open, walled, hubs);
    assertThat(known(HUB, all)).containsExactlyInAnyOrder(open, hubs);
    assertThat(known(HUB.actingFor("民政科", "unit"), all)).containsExactly(open);
    assertThat(known(HUB.actingFor("计生办", "unit"), all)).isEqualTo(all);
    assertThat(known(ADMIN, all)).isEmpty();
    for (Caller caller :
        List.of(
            HUB,
            HUB.actingFor("民政科", "unit"),
            HUB.actingFor("计生办", "unit"),
            HUB.actingFor("东经路站", "unit"),
            CLERK,
            OFFICER,
            FINAL,
            STRANGER,
            OWNER,
            DISPATCHER,
            IT,
            ADMIN,
            caller("nobody", null, Role.CLERK),
            caller("auditor", "东经路站", Role.AUDITOR))) {
      for (String number : all) {
        assertThat(known(caller, all).contains(number))
            .as(caller.toString() + " " + number)
            .isEqualTo(answered(caller, number));
      }
    }
  }

  @Test
  void manyAreAskedForAtOnce() {
    String walled = office.desk.register(CLERK, office.key(), Office.sample("JS-09")).number();
    Set<String> numbers = new HashSet<>(Set.of(walled));
    for (int i = 0; i < 1200; i++) {
      numbers.add("110102014-2010-" + i);
    }
    assertThat(known(HUB, numbers)).hasSize(1200).doesNotContain(walled);
    assertThat(known(CLERK, numbers)).containsExactly(walled);
  }
}
