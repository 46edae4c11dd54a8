package org.hutong.gateway.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hutong.access.Account;
import org.hutong.access.Role;
import org.hutong.delivery.DeliveryState;
import org.hutong.delivery.Reconciliation;
import org.hutong.kernel.Cursor;
import org.hutong.kernel.Operation;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void rolesAreWrittenByTheirWireNamesAndInstantsInBeijing() {
    Account account =
        new Account(
            "it",
            Set.of(Role.STREET_IT),
            null,
            false,
            false,
            OffsetDateTime.parse("2026-11-23T16:00:01.123456Z"));
    assertThat(Json.text(account))
        .isEqualTo(
            "{\"name\":\"it\",\"roles\":[\"street-it\"],\"unit\":null,\"initialPassword\":false,"
                + "\"disabled\":false,\"lockedUntil\":\"2026-11-24T00:00:01.123+08:00\"}");
  }

  @Test
  void daysCursorsAndStatesAreText() {
    Map<DeliveryState, Long> states = new EnumMap<>(DeliveryState.class);
    states.put(DeliveryState.DELIVERED, 3L);
    Reconciliation r =
        new Reconciliation(
            "110102014",
            LocalDate.of(2026, 11, 1),
            LocalDate.of(2026, 12, 1),
            false,
            List.of(new Reconciliation.Line("si-02", 4, 3, states, false)),
            List.of(new Reconciliation.Difference("C1", 1, "si-02", Operation.CREATE, "MISSING")));
    assertThat(Json.text(new Answer.Listing(List.of(r), new Cursor("c7"))))
        .isEqualTo(
            "{\"items\":[{\"street\":\"110102014\",\"from\":\"2026-11-01\",\"to\":\"2026-12-01\","
                + "\"balanced\":false,\"lines\":[{\"system\":\"si-02\",\"expected\":4,\"sum\":3,"
                + "\"states\":{\"DELIVERED\":3},\"balanced\":false}],\"differences\":["
                + "{\"caseNumber\":\"C1\",\"revision\":1,\"system\":\"si-02\","
                + "\"operation\":\"CREATE\",\"kind\":\"MISSING\"}]}],\"next\":\"c7\"}");
  }
}
