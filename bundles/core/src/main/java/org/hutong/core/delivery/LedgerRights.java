package org.hutong.core.delivery;

import static org.hutong.access.Role.CLERK;
import static org.hutong.access.Role.DISPATCHER;
import static org.hutong.access.Role.HUB;
import static org.hutong.access.Role.OFFICER;
import static org.hutong.access.Role.STREET_IT;
import static org.hutong.delivery.DeliveryState.ASSISTED;
import static org.hutong.delivery.DeliveryState.AWAITING_RECEIPT;
import static org.hutong.delivery.DeliveryState.QUARANTINED;
import static org.hutong.delivery.DeliveryState.SENDING;
import static org.hutong.delivery.DeliveryState.UNKNOWN;

import java.util.ArrayList;
import java.util.List;
import org.hutong.access.Caller;

/**
 * Who may see and do what in the ledger. The three administrators see no deliveries of cases;
 * contracted IT and the hub see them without what systems said of a person.
 */
final class LedgerRights {
  static final String REPLAY = "replay";
  static final String CONFIRM = "confirm";
  static final String ABANDON = "abandon";

  private LedgerRights() {}

  static void mayRead(Caller caller) {
    caller.mustBe(CLERK, OFFICER, DISPATCHER, STREET_IT, HUB);
  }

  /** Whether the caller sees every unit's deliveries, or its own unit's only. */
  static boolean seesAll(Caller caller) {
    return caller.is(DISPATCHER) || caller.is(STREET_IT) || caller.is(HUB);
  }

  static boolean sees(Caller caller, LedgerRow row) {
    return seesAll(caller) || row.unit().equals(caller.unit());
  }

  /** Whether the words of systems are for this caller; sheets and exchanges want a purpose too. */
  static boolean seesContent(Caller caller, LedgerRow row) {
    boolean staff = caller.is(CLERK) || caller.is(OFFICER);
    boolean handles = caller.is(DISPATCHER) || (staff && row.unit().equals(caller.unit()));
    return handles && !caller.maskedOnly();
  }

  /**
   * What the caller could do in some state; giving up is the owning officer's, and nobody's else.
   */
  static boolean may(Caller caller, LedgerRow row, String action) {
    boolean ofUnit = row.unit().equals(caller.unit());
    return switch (action) {
      case REPLAY ->
          caller.is(DISPATCHER)
              || caller.is(STREET_IT)
              || (ofUnit && (caller.is(CLERK) || caller.is(OFFICER)));
      case CONFIRM -> caller.is(DISPATCHER) || (ofUnit && (caller.is(CLERK) || caller.is(OFFICER)));
      default -> ofUnit && caller.is(OFFICER);
    };
  }

  /** What the state allows, whoever asks. */
  static List<String> inState(LedgerRow row) {
    List<String> actions = new ArrayList<>();
    boolean person =
        row.state() == QUARANTINED || row.state() == UNKNOWN || row.state() == ASSISTED;
    if (person && row.mapping() != null) {
      actions.add(REPLAY);
    }
    if (person || row.state() == AWAITING_RECEIPT) {
      actions.add(CONFIRM);
    }
    if (!row.state().ended() && row.state() != SENDING) {
      actions.add(ABANDON);
    }
    return actions;
  }

  static List<String> allowed(Caller caller, LedgerRow row) {
    return inState(row).stream().filter(action -> may(caller, row, action)).toList();
  }
}
